/** The reference endpoint, and the MCP server whose tool is called. */
@NullMarked
package io.keyfold.benchmarks.endpoint;

import org.jspecify.annotations.NullMarked;
