/** Chooses the credential of a call, with the reason. */
@NullMarked
package io.keyfold.session.resolve;

import org.jspecify.annotations.NullMarked;
