/** Which credential a call is made with, and why. */
@NullMarked
package io.keyfold.session.resolve;

import org.jspecify.annotations.NullMarked;
