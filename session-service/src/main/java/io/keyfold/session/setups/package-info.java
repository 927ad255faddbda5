/** Pending setup sessions: links by which users connect. */
@NullMarked
package io.keyfold.session.setups;

import org.jspecify.annotations.NullMarked;
