/** Every thread that a service starts: supervised, metered, and part of the service's health. */
@NullMarked
package io.keyfold.platform.thread;

import org.jspecify.annotations.NullMarked;
