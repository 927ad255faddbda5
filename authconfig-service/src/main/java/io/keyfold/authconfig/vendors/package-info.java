/** The vendors behind OAuth methods: of the catalogue, or discovered at the provider's MCP server. */
@NullMarked
package io.keyfold.authconfig.vendors;

import org.jspecify.annotations.NullMarked;
