/** Both sides of MCP: a client of a session's endpoint, and servers of providers. */
@NullMarked
package io.keyfold.acceptance.mcp;

import org.jspecify.annotations.NullMarked;
