/** A sandbox MCP server for the demo. It requires an API key, as a vendor's server does. */
@NullMarked
package io.keyfold.standalone.sandbox;

import org.jspecify.annotations.NullMarked;
