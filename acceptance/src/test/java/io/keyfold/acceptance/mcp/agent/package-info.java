/** Clients of a session, over REST and over MCP in both protocol eras, that keep the bytes of what they receive. */
@NullMarked
package io.keyfold.acceptance.mcp.agent;

import org.jspecify.annotations.NullMarked;
