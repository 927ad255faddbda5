/** Sessions and their providers: opened, changed, closed. */
@NullMarked
package io.keyfold.session.sessions;

import org.jspecify.annotations.NullMarked;
