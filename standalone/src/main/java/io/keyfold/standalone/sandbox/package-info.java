/** A sandbox provider for the demo: an MCP server that requires an API key or an OAuth token, as a vendor's does. */
@NullMarked
package io.keyfold.standalone.sandbox;

import org.jspecify.annotations.NullMarked;
