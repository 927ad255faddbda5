/** The one public listener and the loopback management listener, both in front of the services' own handlers. */
@NullMarked
package io.keyfold.standalone.http;

import org.jspecify.annotations.NullMarked;
