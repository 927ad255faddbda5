/** Calls of providers' MCP servers with a credential, which this package sends to the provider only. */
@NullMarked
package io.keyfold.session.upstream;

import org.jspecify.annotations.NullMarked;
