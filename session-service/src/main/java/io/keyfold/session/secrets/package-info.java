/** Secrets of sessions: creation, rotation, revocation, and the check of a presented one. */
@NullMarked
package io.keyfold.session.secrets;

import org.jspecify.annotations.NullMarked;
