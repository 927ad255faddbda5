/** Versions of typed credentials: rotation with a grace period, retirement, restoring and expiry. */
@NullMarked
package io.keyfold.authconfig.versions;

import org.jspecify.annotations.NullMarked;
