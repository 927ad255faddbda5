/** An MCP server to try things with. It insists on an API key, as a vendor's does. */
@NullMarked
package io.keyfold.standalone.sandbox;

import org.jspecify.annotations.NullMarked;
