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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
      segments(text, "\"~\\^\\(\\?!GET \\|HEAD \\)\\\\S\\+ \\(([^)]+)\\)\\$\" " + service.label() + ";")
    ).isEqualTo(service.writePaths());
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

  /** A path that two services serve has an exact match: without a method at one, with GET and HEAD at the other. */
  @ParameterizedTest
  @EnumSource
  void kubernetesSendsTheSamePathsToTheService(Service service) throws IOException {
    Set<String> segments = new TreeSet<>();
    Set<String> writePaths = new TreeSet<>();
    Map<String, Set<String>> readPaths = new TreeMap<>();
    for (JsonNode match : matches(service)) {
      String path = match.at("/path/value").asString("");
      String method = match.path("method").asString("");
      if (match.at("/path/type").asString("").equals("PathPrefix") || path.equals("/")) {
        assertThat(method).isEmpty();
        segments.add(segment(match));
      } else if (method.isEmpty()) {
        writePaths.add(path);
      } else {
        readPaths.computeIfAbsent(path, key -> new TreeSet<>()).add(method);
      }
    }
    assertThat(segments).isEqualTo(service.segments());
    assertThat(writePaths).isEqualTo(service.writePaths());
    readPaths.forEach((path, methods) -> {
      assertThat(methods).containsExactly("GET", "HEAD");
      assertThat(service.segments()).contains(path.substring(1));
    });
    Set<String> shared = Stream.of(Service.values())
      .flatMap(other -> other.writePaths().stream())
      .filter(path -> service.segments().contains(path.substring(1)))
      .collect(Collectors.toSet());
    assertThat(readPaths.keySet()).isEqualTo(shared);
  }

  private static List<JsonNode> matches(Service service) throws IOException {
    return rules()
      .stream()
      .filter(rule -> rule.at("/backendRefs/0/name").asString("").equals(service.label()))
      .flatMap(rule -> rule.path("matches").valueStream())
      .toList();
  }

  @Test
  void kubernetesEndsNoStream() throws IOException {
    Set<String> streams = new TreeSet<>();
    for (JsonNode rule : rules()) {
      if (rule.at("/timeouts/request").asString("").equals("0s")) {
        rule
          .path("matches")
          .valueStream()
          .map(match -> segment(match))
          .forEach(streams::add);
      }
    }
    assertThat(streams).containsExactly("audit-events", "mcp", "provider-setup-sessions");
  }

  private static String segment(JsonNode match) {
    return match.at("/path/value").asString("").substring(1);
  }

  private static List<JsonNode> rules() throws IOException {
    String text = Files.readString(DEPLOY.resolve("kubernetes/routes.yaml"));
    return StreamSupport.stream(new Yaml().loadAll(text).spliterator(), false)
      .map(object -> JSON.<JsonNode>valueToTree(object))
      .flatMap(route -> route.at("/spec/rules").valueStream())
      .toList();
  }
}
