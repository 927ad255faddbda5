/** What must be true after a fault. */
@NullMarked
package io.keyfold.chaos.check;

import org.jspecify.annotations.NullMarked;
