@NullMarked
package io.keyfold.session.setups;

import org.jspecify.annotations.NullMarked;
