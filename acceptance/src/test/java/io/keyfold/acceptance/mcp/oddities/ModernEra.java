package io.keyfold.acceptance.mcp.oddities;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** A server of 2026-07-28, which checks the headers and {@code _meta} of each request. */
final class ModernEra implements Peer.Era {

  private static final String META = "io.modelcontextprotocol/";
  private static final String PREFIX = "=?base64?";

  private final String capabilities;

  ModernEra() {
    this("{\"tools\":{}}");
  }

  ModernEra(String capabilities) {
    this.capabilities = capabilities;
  }

  @Override
  public String result(String result) {
    return "{\"resultType\":\"complete\",\"ttlMs\":0,\"cacheScope\":\"private\"," + result.substring(1);
  }

  @Override
  public void handle(Peer peer, Incoming in, Outgoing out) throws IOException {
    JsonNode meta = in.params().path("_meta");
    if (!in.verb().equals("POST")) {
      out.empty(405);
    } else if (!in.isRequest()) {
      out.empty(202);
    } else if (!meta.has(META + "protocolVersion") || !meta.has(META + "clientCapabilities")) {
      refuse(in, out, 400, -32602, "_meta is not complete");
    } else if (!in.header("MCP-Protocol-Version").equals(Incoming.MODERN)) {
      refuse(in, out, 400, -32020, "MCP-Protocol-Version does not agree with the body");
    } else if (!in.header("Mcp-Method").equals(in.method())) {
      refuse(in, out, 400, -32020, "Mcp-Method does not agree with the body");
    } else if (!decoded(in.header("Mcp-Name")).equals(name(in))) {
      refuse(in, out, 400, -32020, "Mcp-Name does not agree with the body");
    } else {
      answer(in, out);
    }
  }

  private void answer(Incoming in, Outgoing out) throws IOException {
    switch (in.method()) {
      case "server/discover" -> out.json(
        in.result(result("{\"supportedVersions\":[\"" + Incoming.MODERN + "\"],\"capabilities\":" + capabilities + "}"))
      );
      case "tools/list" -> out.json(in.result(result("{\"tools\":[" + ClassicEra.TOOL + "]}")));
      case "tools/call" -> out.json(in.result(result(Peer.FINE)));
      default -> refuse(in, out, 404, -32601, "Method not found");
    }
  }

  static void refuse(Incoming in, Outgoing out, int status, int code, String message) throws IOException {
    out.body(status, Outgoing.JSON, in.error("\"code\":" + code + ",\"message\":\"" + message + "\""));
  }

  static String decoded(String header) {
    return header.startsWith(PREFIX) && header.endsWith("?=")
      ? new String(
          Base64.getDecoder().decode(header.substring(PREFIX.length(), header.length() - 2)),
          StandardCharsets.UTF_8
        )
      : header;
  }

  private static String name(Incoming in) {
    return switch (in.method()) {
      case "tools/call", "prompts/get" -> in.params().path("name").asString("");
      case "resources/read" -> in.params().path("uri").asString("");
      default -> "";
    };
  }
}
