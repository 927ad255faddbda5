@NullMarked
package io.keyfold.session.resolve;

import org.jspecify.annotations.NullMarked;
