/** Guarded and bounded HTTP calls to vendors. */
@NullMarked
package io.keyfold.authconfig.oauth.http;

import org.jspecify.annotations.NullMarked;
