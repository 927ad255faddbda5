@NullMarked
package io.keyfold.session.testing;

import org.jspecify.annotations.NullMarked;
