/** The protocol against Spring Authorization Server, a server that we did not write. */
@NullMarked
package io.keyfold.authconfig.oauth.spring;

import org.jspecify.annotations.NullMarked;
