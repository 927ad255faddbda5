/**
 * The OAuth protocol as a client: authorization URLs, token requests, revocation. A port that knows nothing of the log;
 * no type of the library behind it leaves this package.
 */
@NullMarked
package io.keyfold.authconfig.oauth;

import org.jspecify.annotations.NullMarked;
