package io.keyfold.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A cluster routes the same paths and methods as standalone. */
class ClusterRoutesTest {

  private static final Path DEPLOY = Path.of("..", "deploy");
  private static final JsonMapper JSON = JsonMapper.shared();

  @ParameterizedTest
  @EnumSource
  void theGatewaySendsTheSamePathsToTheService(Service service) throws IOException {
    String text = Files.readString(DEPLOY.resolve("gateway/nginx.conf"));
    Set<String> segments = segments(text, "~\\^/\\(([^)]+)\\)\\(/\\|\\$\\) " + service.label() + ";");
    if (text.contains("\n    / " + service.label() + ";\n")) {
      segments.add("");
    }
    assertThat(segments).isEqualTo(service.segments());
    assertThat(
      segments(text, "\"~\\^\\(GET\\|HEAD\\) /\\(([^)]+)\\)\\(/\\|\\$\\)\" " + service.label() + ";")
    ).isEqualTo(service.readSegments());
  }

  private static Set<String> segments(String text, String pattern) {
    Matcher route = Pattern.compile(pattern).matcher(text);
    if (!route.find()) {
      return new TreeSet<>();
    }
    Set<String> segments = new TreeSet<>(List.of(route.group(1).replace("\\.", ".").split("\\|")));
    assertThat(route.find()).isFalse();
    return segments;
  }

  @ParameterizedTest
  @EnumSource
  void kubernetesSendsTheSamePathsToTheService(Service service) throws IOException {
    Map<String, Set<String>> methods = new TreeMap<>();
    for (JsonNode rule : rules()) {
      if (rule.at("/backendRefs/0/name").asString("").equals(service.label())) {
        rule
          .path("matches")
          .valueStream()
          .forEach(match ->
            methods
              .computeIfAbsent(segment(match.path("path")), segment -> new TreeSet<>())
              .add(match.path("method").asString("any"))
          );
      }
    }
    Set<String> reads = new TreeSet<>();
    methods.forEach((segment, of) -> {
      if (!of.equals(Set.of("any"))) {
        assertThat(of).containsExactlyInAnyOrder("GET", "HEAD");
        reads.add(segment);
      }
    });
    assertThat(reads).isEqualTo(service.readSegments());
    methods.keySet().removeAll(reads);
    assertThat(methods.keySet()).isEqualTo(service.segments());
  }

  @Test
  void kubernetesEndsNoStream() throws IOException {
    Set<String> streams = new TreeSet<>();
    for (JsonNode rule : rules()) {
      if (rule.at("/timeouts/request").asString("").equals("0s")) {
        rule
          .path("matches")
          .valueStream()
          .map(match -> segment(match.path("path")))
          .forEach(streams::add);
      }
    }
    assertThat(streams).containsExactly("audit-events", "mcp", "provider-setup-sessions");
  }

  private static String segment(JsonNode path) {
    String value = path.path("value").asString("");
    assertThat(path.path("type").asString("")).isEqualTo(value.equals("/") ? "Exact" : "PathPrefix");
    return value.substring(1);
  }

  private static List<JsonNode> rules() throws IOException {
    String text = Files.readString(DEPLOY.resolve("kubernetes/routes.yaml"));
    return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false)
      .map(object -> JSON.<JsonNode>valueToTree(object))
      .flatMap(route -> route.at("/spec/rules").valueStream())
      .toList();
  }
}
