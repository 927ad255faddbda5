package io.keyfold.acceptance.mcp.oddities;

import java.io.IOException;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** A server of one of the versions with {@code initialize} and sessions. */
final class ClassicEra implements Peer.Era {

  static final String TOOL = "{\"name\":\"act\",\"description\":\"Acts\",\"inputSchema\":{\"type\":\"object\"}}";

  private static final Set<String> METHODS = Set.of("tools/list", "tools/call", "ping");

  private final String version;
  private final String capabilities;
  private final Set<String> sessions = ConcurrentHashMap.newKeySet();

  ClassicEra(String version) {
    this(version, "{\"tools\":{}}");
  }

  ClassicEra(String version, String capabilities) {
    this.version = version;
    this.capabilities = capabilities;
  }

  @Override
  public String result(String result) {
    return result;
  }

  /** {@return a session id that it accepts from now on} */
  String newSession() {
    String id = UUID.randomUUID().toString();
    sessions.add(id);
    return id;
  }

  /** Forgets all sessions, as a restart does. */
  void restart() {
    sessions.clear();
  }

  boolean knows(Incoming in) {
    return sessions.contains(in.header("Mcp-Session-Id"));
  }

  @Override
  public void handle(Peer peer, Incoming in, Outgoing out) throws IOException {
    if (!in.verb().equals("POST")) {
      out.empty(in.verb().equals("DELETE") ? 200 : 405);
    } else if (in.method().equals("initialize")) {
      out.header("Mcp-Session-Id", newSession()).json(in.result(initialized()));
    } else if (in.isModern() || !knows(in)) {
      String error = "\"code\":-32000,\"message\":\"Bad Request: Server not initialized\"";
      out.body(400, Outgoing.JSON, "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{" + error + "}}");
    } else if (!in.isRequest()) {
      out.empty(202);
    } else if (METHODS.contains(in.method())) {
      out.json(in.result(standard(in.method())));
    } else {
      out.json(in.error("\"code\":-32601,\"message\":\"Method not found\""));
    }
  }

  /** {@return the result of {@code initialize}} */
  String initialized() {
    return """
    {"protocolVersion":"%s","capabilities":%s,"serverInfo":{"name":"odd","version":"1"}}""".formatted(
      version,
      capabilities
    );
  }

  private static String standard(String method) {
    return switch (method) {
      case "tools/list" -> "{\"tools\":[" + TOOL + "]}";
      case "tools/call" -> Peer.FINE;
      default -> "{}";
    };
  }
}
