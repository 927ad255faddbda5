@NullMarked
package io.keyfold.session.sessions;

import org.jspecify.annotations.NullMarked;
