@NullMarked
package io.keyfold.session.connect;

import org.jspecify.annotations.NullMarked;
