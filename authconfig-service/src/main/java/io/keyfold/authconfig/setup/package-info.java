/** The API of setup sessions: hosted pages on which a tenant's users connect accounts or type credentials. */
@NullMarked
package io.keyfold.authconfig.setup;

import org.jspecify.annotations.NullMarked;
