/** A vendor's OAuth server for tests. */
@NullMarked
package io.keyfold.acceptance.oauth;

import org.jspecify.annotations.NullMarked;
