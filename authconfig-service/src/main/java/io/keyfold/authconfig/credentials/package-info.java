/** {@code /provider-auth-configs}: validates and seals credentials, and never returns them. */
@NullMarked
package io.keyfold.authconfig.credentials;

import org.jspecify.annotations.NullMarked;
