/** A session's MCP endpoint: the tools of all its providers at one URL. */
@NullMarked
package io.keyfold.session.mcp;

import org.jspecify.annotations.NullMarked;
