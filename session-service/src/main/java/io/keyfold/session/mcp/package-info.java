/** A session's MCP endpoint: the tools of all its providers behind one address. */
@NullMarked
package io.keyfold.session.mcp;

import org.jspecify.annotations.NullMarked;
