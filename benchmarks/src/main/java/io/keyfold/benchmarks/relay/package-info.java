/** The relay of MCP calls beside servers that are slow or break. */
@NullMarked
package io.keyfold.benchmarks.relay;

import org.jspecify.annotations.NullMarked;
