/** The public and the management listener in front of the services' handlers. */
@NullMarked
package io.keyfold.standalone.http;

import org.jspecify.annotations.NullMarked;
