package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawJson;
import org.jspecify.annotations.Nullable;

/**
 * Where a server expects the response to a request that it sent.
 *
 * @param session the server's id of the MCP session; null if it has none
 * @param version the session's protocol version
 * @param requestId the server's id of its request
 */
public record ReplyTo(@Nullable String session, String version, RawJson requestId) {}
