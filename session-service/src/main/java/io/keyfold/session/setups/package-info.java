/** Pending setup sessions, which are links by which users connect, and the host names of their pages. */
@NullMarked
package io.keyfold.session.setups;

import org.jspecify.annotations.NullMarked;
