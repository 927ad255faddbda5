/** Tests of the HTTP routing. */
@NullMarked
package io.keyfold.standalone.http;

import org.jspecify.annotations.NullMarked;
