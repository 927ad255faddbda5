/** Starts the standalone: data folder, ports, log file, broker, registry and services. */
@NullMarked
package io.keyfold.standalone.boot;

import org.jspecify.annotations.NullMarked;
