/** Tests. */
@NullMarked
package io.keyfold.authconfig.oauth.protocol;

import org.jspecify.annotations.NullMarked;
