/** What is told when a service cannot start. */
@NullMarked
package io.keyfold.platform.start;

import org.jspecify.annotations.NullMarked;
