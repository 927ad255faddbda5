package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The other side of a connection, as its handshake described it. */
public sealed interface Peer {
  /** {@return its protocol version} */
  String version();

  /** {@return how it described itself: the result of {@code initialize} or {@code server/discover}} */
  RawObject about();

  /** {@return whether it announced the capability} */
  default boolean offers(String capability) {
    return about().object("capabilities").find(capability).isPresent();
  }

  /** {@return headers of a request} */
  Map<String, String> headers(RpcMessage.Call message);

  /** {@return the parameters with what this protocol version requires in them} */
  RawObject complete(RawObject params, RawObject capabilities);

  /** {@return whether there is a session that must be ended} */
  boolean hasSession();

  /**
   * A server with sessions, MCP 2025-11-25 and before.
   *
   * @param session its id of the session; null if it has none
   */
  record Classic(String version, RawObject about, @Nullable String session) implements Peer {
    @Override
    public Map<String, String> headers(RpcMessage.Call message) {
      return headers();
    }

    Map<String, String> headers() {
      Map<String, String> headers = new LinkedHashMap<>();
      if (session != null) {
        headers.put(McpHeader.SESSION, session);
      }
      headers.put(McpHeader.VERSION, version);
      return headers;
    }

    @Override
    public RawObject complete(RawObject params, RawObject capabilities) {
      RawObject meta = params.object("_meta");
      RawObject plain = meta;
      for (String name : List.of(McpMeta.VERSION, McpMeta.CLIENT_INFO, McpMeta.CLIENT_CAPABILITIES)) {
        plain = plain.without(name);
      }
      return plain.members().size() == meta.members().size() ? params : params.with("_meta", plain);
    }

    @Override
    public boolean hasSession() {
      return session != null;
    }
  }

  /** A server without sessions, MCP 2026-07-28. */
  record Modern(String version, RawObject about) implements Peer {
    private static final List<String> NAMED = List.of(
      McpMethod.TOOLS_CALL,
      McpMethod.PROMPTS_GET,
      McpMethod.RESOURCES_READ
    );

    @Override
    public Map<String, String> headers(RpcMessage.Call message) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put(McpHeader.VERSION, version);
      headers.put(McpHeader.METHOD, message.method());
      if (NAMED.contains(message.method())) {
        message
          .params()
          .text("name")
          .or(() -> message.params().text("uri"))
          .ifPresent(name -> headers.put(McpHeader.NAME, McpHeader.encoded(name)));
      }
      return headers;
    }

    @Override
    public RawObject complete(RawObject params, RawObject capabilities) {
      RawObject meta = params
        .object("_meta")
        .with(McpMeta.VERSION, version)
        .with(McpMeta.CLIENT_INFO, clientInfo())
        .with(McpMeta.CLIENT_CAPABILITIES, capabilities);
      return params.with("_meta", meta);
    }

    @Override
    public boolean hasSession() {
      return false;
    }
  }

  /** {@return how Keyfold describes itself to servers} */
  static RawJson clientInfo() {
    return RawObject.EMPTY.with("name", "keyfold").with("version", "0.1.0").json();
  }
}
