package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.upstream.McpHeader;
import io.keyfold.session.upstream.McpMeta;
import io.keyfold.session.upstream.McpMethod;
import io.keyfold.session.upstream.McpVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Tells how a client speaks from its message, and rejects headers that do not agree with the body.
 *
 * @see <a href="https://modelcontextprotocol.io/specification/2026-07-28/basic/transports/streamable-http">Streamable
 *     HTTP, Request Metadata</a>
 */
final class Dialects {

  private static final List<String> BY_NAME = List.of(McpMethod.TOOLS_CALL, McpMethod.PROMPTS_GET);

  private Dialects() {}

  /** {@return how the client speaks; throws {@link McpError} if that is contradictory or not supported} */
  static Dialect of(HttpHeaders headers, RpcMessage message) {
    String header = headers.getFirst(McpHeader.VERSION);
    RawObject meta = message instanceof RpcMessage.Call call ? call.params().object("_meta") : RawObject.EMPTY;
    Optional<String> inBody = meta.text(McpMeta.VERSION);
    if (inBody.isPresent() || (header != null && McpVersion.MODERN.contains(header))) {
      return modern(headers, header, inBody, meta, message);
    }
    if (message instanceof RpcMessage.Request request && request.method().equals(McpMethod.INITIALIZE)) {
      return new Dialect.Classic(agreed(request), null, request.params().object("capabilities"));
    }
    String version = header == null ? McpVersion.UNNAMED : header;
    if (!McpVersion.CLASSIC.contains(version)) {
      throw McpError.version(version);
    }
    String connection = headers.getFirst(McpHeader.SESSION);
    return new Dialect.Classic(version, connection, ConnectionId.capabilities(connection));
  }

  /** The version that the client asks for, if it is one of ours; otherwise the newest, which the client may reject. */
  private static String agreed(RpcMessage.Request initialize) {
    return initialize
      .params()
      .text("protocolVersion")
      .filter(McpVersion.CLASSIC::contains)
      .orElse(McpVersion.classic());
  }

  private static Dialect modern(
    HttpHeaders headers,
    @Nullable String header,
    Optional<String> inBody,
    RawObject meta,
    RpcMessage message
  ) {
    if (header == null) {
      throw McpError.header("The header " + McpHeader.VERSION + " is missing");
    }
    if (message instanceof RpcMessage.Response) {
      throw McpError.invalidRequest("Clients do not send responses in MCP " + header);
    }
    String version = inBody.orElse(header);
    if (!version.equals(header)) {
      throw McpError.header("The header " + McpHeader.VERSION + " does not agree with the body");
    }
    if (!McpVersion.MODERN.contains(version)) {
      throw McpError.version(version);
    }
    if (message instanceof RpcMessage.Request request) {
      if (inBody.isEmpty()) {
        throw McpError.invalidParams("The request has no " + McpMeta.VERSION + " in _meta", 400);
      }
      agrees(headers, McpHeader.METHOD, request.method());
      name(request).ifPresent(name -> agrees(headers, McpHeader.NAME, name));
    }
    RawObject capabilities = meta.object(McpMeta.CLIENT_CAPABILITIES);
    if (message instanceof RpcMessage.Request && meta.find(McpMeta.CLIENT_CAPABILITIES).isEmpty()) {
      throw McpError.invalidParams("The request has no " + McpMeta.CLIENT_CAPABILITIES + " in _meta", 400);
    }
    return new Dialect.Modern(version, capabilities);
  }

  private static Optional<String> name(RpcMessage.Request request) {
    if (BY_NAME.contains(request.method())) {
      return request.params().text("name");
    }
    return request.method().equals(McpMethod.RESOURCES_READ) ? request.params().text("uri") : Optional.empty();
  }

  private static void agrees(HttpHeaders headers, String name, String inBody) {
    String value = headers.getFirst(name);
    if (value == null) {
      throw McpError.header("The header " + name + " is missing");
    }
    String decoded = McpHeader.decoded(value).orElseThrow(() ->
      McpError.header("The header " + name + " is not valid Base64")
    );
    if (!decoded.equals(inBody)) {
      throw McpError.header("The header " + name + " does not agree with the body");
    }
  }
}
