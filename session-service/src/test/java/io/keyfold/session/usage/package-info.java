@NullMarked
package io.keyfold.session.usage;

import org.jspecify.annotations.NullMarked;
