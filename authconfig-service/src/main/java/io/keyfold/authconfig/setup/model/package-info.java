/** What a setup session is, and its fold. */
@NullMarked
package io.keyfold.authconfig.setup.model;

import org.jspecify.annotations.NullMarked;
