/** Both ends of MCP: a client of a session's endpoint, and servers that a provider may have. */
@NullMarked
package io.keyfold.acceptance.mcp;

import org.jspecify.annotations.NullMarked;
