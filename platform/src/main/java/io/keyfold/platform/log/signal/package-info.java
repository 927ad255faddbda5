/** Hints among the instances of a service about what runs in them. */
@NullMarked
package io.keyfold.platform.log.signal;

import org.jspecify.annotations.NullMarked;
