/** Calls of providers' MCP servers with a credential, which never leaves this package but for the provider itself. */
@NullMarked
package io.keyfold.session.upstream;

import org.jspecify.annotations.NullMarked;
