/** The cluster under test, and the fault operations on its components. */
@NullMarked
package io.keyfold.chaos.cluster;

import org.jspecify.annotations.NullMarked;
