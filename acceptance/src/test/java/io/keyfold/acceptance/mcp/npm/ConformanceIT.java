package io.keyfold.acceptance.mcp.npm;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The public conformance suite against a session, in front of a server that passes it. {@code conformance-exceptions}
 * lists what cannot apply to a gateway.
 */
@ExtendWith(RunningKeyfold.class)
@Tag("promise-8")
class ConformanceIT {

  private static final String SUITE = McpPrograms.packaged("@modelcontextprotocol/conformance/dist/index.js");
  private static final Pattern SCENARIO = Pattern.compile("(?m)^[✓✗] (\\S+): (\\d+) passed, (\\d+) failed$");

  @ParameterizedTest
  @ValueSource(strings = { "2025-11-25", "2026-07-28" })
  void aSessionPassesWhatItsServerPasses(String revision, Keyfold keyfold) throws Exception {
    McpPrograms programs = McpPrograms.install();
    try (NodeServer server = programs.conformance()) {
      Map<String, Object> plain = Map.of("tool_names", "plain");
      SessionInFront session = SessionInFront.of(keyfold.newTenant("Conformance Corp"), server.url(), plain);

      Map<String, Integer> direct = failures(programs, "direct", revision, server.url());
      Map<String, Integer> through;
      try (NodeServer proxy = programs.withKey(session)) {
        through = failures(programs, "session", revision, proxy.url());
      }

      Set<String> expected = new TreeSet<>(ConformanceExceptions.of(programs.folder(), revision).keySet());
      assertThat(through.keySet()).as("scenarios that ran").isEqualTo(direct.keySet());
      // What each check said is in the program's output.
      assertThat(failed(through))
        .as("see %s", programs.folder().resolve("conformance-session-" + revision + ".out"))
        .isEqualTo(union(failed(direct), expected));
    }
  }

  /** {@return the number of failed checks of each scenario} */
  private static Map<String, Integer> failures(McpPrograms programs, String name, String revision, String url)
    throws Exception {
    String printed = programs.run(
      "conformance-" + name + "-" + revision,
      SUITE,
      "server",
      "--url",
      url,
      "--requirements",
      revision,
      "--timeout",
      "10000",
      "--verbose"
    );
    Map<String, Integer> failures = new TreeMap<>();
    Matcher scenario = SCENARIO.matcher(printed);
    while (scenario.find()) {
      failures.put(scenario.group(1), Integer.valueOf(scenario.group(3)));
    }
    assertThat(failures).as(printed).isNotEmpty();
    return failures;
  }

  private static Set<String> failed(Map<String, Integer> failures) {
    Set<String> failed = new TreeSet<>(failures.keySet());
    failed.removeIf(scenario -> Integer.valueOf(0).equals(failures.get(scenario)));
    return failed;
  }

  private static Set<String> union(Set<String> one, Set<String> other) {
    Set<String> union = new TreeSet<>(one);
    union.addAll(other);
    return union;
  }
}
