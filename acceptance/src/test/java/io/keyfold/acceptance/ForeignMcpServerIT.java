package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.mcp.npm.McpPrograms;
import io.keyfold.acceptance.mcp.npm.NodeServer;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningKeyfold.class)
@Tag("promise-8")
class ForeignMcpServerIT {

  @Test
  void toolsOfAThirdPartyMcpServerAreCalledThroughASession(Keyfold keyfold) throws Exception {
    try (NodeServer server = McpPrograms.install().everything()) {
      Tenant tenant = new Tenant(keyfold.newTenant("Acme Corp"));
      Map<String, String> body = Map.of("name", "Everything", "mcp_url", server.url());
      String provider = tenant.api().post("/custom-providers", body).expect(200).id();
      ApiResponse session = tenant.session(tenant.deployment(provider));
      McpClient agent = McpClient.connect(session.text("connection_url"), tenant.api().key());
      String sum = agent.toolNamed("get-sum");

      assertThat(agent.tools()).hasSizeGreaterThan(5);
      assertThat(agent.callTool(agent.toolNamed("echo"), Map.of("message", "hello"))).isEqualTo("Echo: hello");
      assertThat(agent.callTool(sum, Map.of("a", 2, "b", 40))).contains("42");
      Map<String, Object> call = Map.of("session_id", session.id(), "tool_id", sum, "input", Map.of("a", 1, "b", 2));
      ApiResponse rest = tenant.api().post("/tool-calls", call).expect(200);
      assertThat(rest.text("status")).isEqualTo("succeeded");
      assertThat(rest.body().path("output").toString()).contains("3");
    }
  }
}
