/** Gives a user the links to connect what a call found missing. */
@NullMarked
package io.keyfold.session.connect;

import org.jspecify.annotations.NullMarked;
