/** MCP programs that others wrote, from npm: servers, clients and the conformance suite. */
@NullMarked
package io.keyfold.acceptance.mcp.npm;

import org.jspecify.annotations.NullMarked;
