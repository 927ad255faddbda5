package io.keyfold.acceptance.mcp.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The official clients of both eras get through a session what they get from a server directly: the protocol's test
 * server, which is of the classic era, and the conformance server, which is of both.
 */
@ExtendWith(RunningKeyfold.class)
@Tag("promise-8")
class OfficialClientsIT {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TestFactory
  List<DynamicTest> everythingForTheClassicClient(Keyfold keyfold) throws Exception {
    McpPrograms programs = McpPrograms.install();
    try (NodeServer server = programs.everything()) {
      return compared(programs, keyfold.newTenant("Classic Corp"), "classic", "everything", server);
    }
  }

  @TestFactory
  List<DynamicTest> everythingForTheModernClient(Keyfold keyfold) throws Exception {
    McpPrograms programs = McpPrograms.install();
    try (NodeServer server = programs.everything()) {
      return compared(programs, keyfold.newTenant("Modern Corp"), "modern", "everything", server);
    }
  }

  @TestFactory
  List<DynamicTest> aServerOfBothErasForTheClassicClient(Keyfold keyfold) throws Exception {
    McpPrograms programs = McpPrograms.install();
    try (NodeServer server = programs.conformance()) {
      return compared(programs, keyfold.newTenant("Classic Corp"), "classic", "conformance", server);
    }
  }

  @TestFactory
  List<DynamicTest> aServerOfBothErasForTheModernClient(Keyfold keyfold) throws Exception {
    McpPrograms programs = McpPrograms.install();
    try (NodeServer server = programs.conformance()) {
      return compared(programs, keyfold.newTenant("Modern Corp"), "modern", "conformance", server);
    }
  }

  /**
   * The server asks for roots on its session's stream, outside of any request. A client of 2026-07-28 can be asked only
   * in the result of its own request, so that through a session nobody answers.
   */
  private static boolean asksOutsideOfRequests(String era, JsonNode line) {
    return era.equals("modern") && line.path("step").asString().equals("tool get-roots-list");
  }

  /** {@return a test for each step that the script reports} The steps themselves are run here. */
  private static List<DynamicTest> compared(
    McpPrograms programs,
    Api tenant,
    String era,
    String steps,
    NodeServer server
  ) throws Exception {
    SessionInFront session = SessionInFront.of(tenant, server.url(), Map.of());
    String name = "official-" + era + "-" + steps;
    String printed = programs.run(name, "official.mjs", era, steps, server.url(), session.url(), session.key());
    List<JsonNode> lines = printed
      .lines()
      .filter(line -> line.startsWith("{\"step\""))
      .map(JSON::readTree)
      .filter(line -> !asksOutsideOfRequests(era, line))
      .toList();
    Stream<DynamicTest> each = lines
      .stream()
      .map(line -> DynamicTest.dynamicTest(line.path("step").asString(), () -> same(line)));
    // The script ends early if a client cannot connect.
    DynamicTest all = DynamicTest.dynamicTest("all steps", () -> assertThat(lines).as(printed).hasSizeGreaterThan(30));
    return Stream.concat(each, Stream.of(all)).toList();
  }

  private static void same(JsonNode line) {
    assertThat(line.path("session").asString()).as("through the session").isEqualTo(line.path("direct").asString());
  }
}
