/** {@code /provider-auth-configs}: credentials are checked, sealed and never shown again. */
@NullMarked
package io.keyfold.authconfig.credentials;

import org.jspecify.annotations.NullMarked;
