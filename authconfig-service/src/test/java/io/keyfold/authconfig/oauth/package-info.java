/** Tests. */
@NullMarked
package io.keyfold.authconfig.oauth;

import org.jspecify.annotations.NullMarked;
