/** Tests. */
@NullMarked
package io.keyfold.authconfig.oauth.discovery;

import org.jspecify.annotations.NullMarked;
