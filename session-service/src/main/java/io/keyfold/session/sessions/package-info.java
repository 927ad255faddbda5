/** Sessions and their providers: creation, changes and archiving. */
@NullMarked
package io.keyfold.session.sessions;

import org.jspecify.annotations.NullMarked;
