/**
 * Behaviours of real MCP servers that a relay must cope with: each is one {@link
 * io.keyfold.acceptance.mcp.oddities.Oddity}, and docs/mcp.md lists them.
 */
@NullMarked
package io.keyfold.acceptance.mcp.oddities;

import org.jspecify.annotations.NullMarked;
