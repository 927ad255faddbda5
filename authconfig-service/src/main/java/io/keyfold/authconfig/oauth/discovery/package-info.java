/** Discovery of the authorization server behind an MCP server (RFC 9728, RFC 8414), and how to become its client. */
@NullMarked
package io.keyfold.authconfig.oauth.discovery;

import org.jspecify.annotations.NullMarked;
