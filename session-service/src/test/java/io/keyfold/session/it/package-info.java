@NullMarked
package io.keyfold.session.it;

import org.jspecify.annotations.NullMarked;
