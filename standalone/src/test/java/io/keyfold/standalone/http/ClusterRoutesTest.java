package io.keyfold.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A cluster routes the same paths as standalone. */
class ClusterRoutesTest {

  private static final Path DEPLOY = Path.of("..", "deploy");

  @ParameterizedTest
  @EnumSource
  void theGatewaySendsTheSamePathsToTheService(Service service) throws IOException {
    String text = Files.readString(DEPLOY.resolve("gateway/nginx.conf"));
    Matcher route = Pattern.compile("~\\^/\\(([^)]+)\\)\\(/\\|\\$\\) " + service.label() + ";").matcher(text);

    assertThat(route.find()).isTrue();
    Set<String> segments = new TreeSet<>(List.of(route.group(1).replace("\\.", ".").split("\\|")));
    assertThat(route.find()).isFalse();
    if (text.contains("\n    / " + service.label() + ";\n")) {
      segments.add("");
    }
    assertThat(segments).isEqualTo(service.segments());
  }

  @ParameterizedTest
  @EnumSource
  void theIngressSendsTheSamePathsToTheService(Service service) throws IOException {
    String text = Files.readString(DEPLOY.resolve("kubernetes/ingress.yaml"));
    Pattern route = Pattern.compile(
      "path: /([a-z.-]+, pathType: Prefix|, pathType: Exact), backend: \\{ service: \\{ name: " + service.label()
    );

    Set<String> segments = new TreeSet<>();
    route
      .matcher(text)
      .results()
      .forEach(found -> segments.add(found.group(1).replaceFirst(",.*", "")));

    assertThat(segments).isEqualTo(service.segments());
  }
}
