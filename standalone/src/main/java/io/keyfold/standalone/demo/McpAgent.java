package io.keyfold.standalone.demo;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The agent's side of a session: the MCP SDK's client, connected to the session's connection URL. */
final class McpAgent implements AutoCloseable {

  private final JsonMapper json = JsonMapper.builder().build();
  private final McpSyncClient client;
  private final PrintStream out;

  private McpAgent(McpSyncClient client, PrintStream out) {
    this.client = client;
    this.out = out;
  }

  static McpAgent connect(String connectionUrl, String key, PrintStream out) {
    URI url = URI.create(connectionUrl);
    var transport = HttpClientStreamableHttpTransport.builder(url.getScheme() + "://" + url.getAuthority())
      .endpoint(url.getRawPath())
      .httpRequestCustomizer((request, method, uri, body, context) -> request.header("Authorization", "Bearer " + key))
      .build();
    McpSyncClient client = McpClient.sync(transport).requestTimeout(Duration.ofSeconds(20)).build();
    try {
      String server = client.initialize().serverInfo().name();
      out.println("MCP initialize -> server " + server);
      return new McpAgent(client, out);
    } catch (RuntimeException e) {
      client.close();
      throw new DemoStepException("MCP initialize at the session's connection_url: " + e);
    }
  }

  /** {@return the session's name of a provider's tool} */
  String toolNamed(String key) {
    List<String> names = client.listTools().tools().stream().map(Tool::name).toList();
    out.println("MCP tools/list -> " + names);
    return names
      .stream()
      .filter(name -> name.startsWith(key + "_"))
      .findFirst()
      .orElseThrow(() -> new DemoStepException("tools/list should contain " + key));
  }

  JsonNode call(String tool, Map<String, Object> arguments) {
    CallToolResult result = result(tool, arguments);
    JsonNode shown = json.valueToTree(
      result.structuredContent() == null ? result.content() : result.structuredContent()
    );
    out.println("MCP tools/call " + tool + " -> " + shown);
    if (Boolean.TRUE.equals(result.isError())) {
      throw new DemoStepException("tools/call " + tool + " should succeed");
    }
    return shown;
  }

  private CallToolResult result(String tool, Map<String, Object> arguments) {
    try {
      return client.callTool(CallToolRequest.builder(tool).arguments(arguments).build());
    } catch (McpError e) {
      throw new DemoStepException("tools/call " + tool + " should succeed: " + e.getMessage());
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
