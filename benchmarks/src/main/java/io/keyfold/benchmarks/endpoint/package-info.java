/** The server that does nothing, and the one whose tools are called. */
@NullMarked
package io.keyfold.benchmarks.endpoint;

import org.jspecify.annotations.NullMarked;
