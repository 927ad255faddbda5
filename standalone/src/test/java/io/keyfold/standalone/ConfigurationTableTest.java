package io.keyfold.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.start.DataSizeMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.validator.constraints.time.DurationMax;
import org.hibernate.validator.constraints.time.DurationMin;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.UrlResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** docs/configuration.md is generated from the settings: names, defaults, bounds and Javadoc. */
class ConfigurationTableTest {

  private static final GeneratedFile TABLE = new GeneratedFile(
    Path.of("..", "docs", "configuration.md"),
    ConfigurationTableTest.class
  );
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::(.*))?}");
  private static final Map<String, String> OWNERS = Map.of(
    "platform",
    "Every service",
    "deployment",
    "deployment-service",
    "authconfig",
    "authconfig-service",
    "session",
    "session-service",
    "ledger",
    "ledger-service"
  );

  @Test
  void theTableMatchesTheSettings() throws Exception {
    TABLE.check(render());
  }

  private static String render() throws Exception {
    StringBuilder text = new StringBuilder(
      """
      # Configuration

      Generated from the code; do not edit: `%s`

      Settings are Spring Boot properties: on the command line `--keyfold.log.max-waiting=100`, in the environment
      `KEYFOLD_LOG_MAXWAITING=100`, for `bin/keyfold` `KEYFOLD_JAVA_OPTS=-Dkeyfold.log.max-waiting=100`.
      `bin/keyfold` itself sets folders, ports, addresses, `keyfold.topics.*`, `keyfold.store.cache`,
      `keyfold.ledger.threads` and `keyfold.log.standby-replicas`. Startup fails on an invalid value and names the setting.
      Durations look like `500ms`, `5s` or `2m`, sizes like `512KB` or `8MB`. Kafka's own settings, including security, are
      under `spring.kafka`.

      ## Environment variables

      | variable | sets | default |
      |---|---|---|
      """.formatted(TABLE.command())
    );
    variables().forEach((variable, row) -> text.append("| `" + variable + "` | " + row + " |\n"));
    for (Map.Entry<String, Map<String, String>> owner : settings().entrySet()) {
      text.append("\n## " + owner.getKey() + "\n\n| setting | default | allowed | meaning |\n|---|---|---|---|\n");
      owner.getValue().forEach((name, row) -> text.append("| `" + name + "` | " + row + " |\n"));
    }
    return text.toString();
  }

  /** {@return the rows by setting name, for each owner} */
  private static Map<String, Map<String, String>> settings() throws Exception {
    Map<String, Map<String, String>> owners = new LinkedHashMap<>();
    List.of("platform", "deployment", "authconfig", "session", "ledger").forEach(owner ->
      owners.put(String.valueOf(OWNERS.get(owner)), new TreeMap<>())
    );
    for (URL url : resources("META-INF/spring-configuration-metadata.json")) {
      try (InputStream in = url.openStream()) {
        for (JsonNode property : JsonMapper.shared().readTree(in).path("properties")) {
          String name = property.path("name").asString();
          if (name.startsWith("keyfold.") && !name.startsWith("keyfold.test.")) {
            String owner = property.path("sourceType").asString().split("\\.", -1)[2];
            Map<String, String> rows = owners.get(String.valueOf(OWNERS.get(owner)));
            assertThat(rows).as(property.toString()).isNotNull();
            Objects.requireNonNull(rows).put(name, row(property));
          }
        }
      }
    }
    owners.values().removeIf(Map::isEmpty);
    return owners;
  }

  private static String row(JsonNode property) throws ClassNotFoundException {
    String name = property.path("name").asString();
    String description = property.path("description").asString();
    assertThat(description).as("%s has a description", name).isNotBlank();
    JsonNode fallback = property.path("defaultValue");
    return String.join(
      " | ",
      fallback.asString("").isEmpty() ? "" : "`" + fallback.asString() + "`",
      allowed(component(property)),
      description.replaceAll("\\{@code ([^}]*)}", "`$1`").replaceAll("\\s+", " ")
    );
  }

  private static RecordComponent component(JsonNode property) throws ClassNotFoundException {
    String name = property.path("name").asString();
    for (RecordComponent component : Class.forName(property.path("sourceType").asString()).getRecordComponents()) {
      if (name.endsWith("." + DataObjectPropertyName.toDashedForm(component.getName()))) {
        return component;
      }
    }
    throw new AssertionError(name + " is not a record component");
  }

  private static String allowed(RecordComponent component) {
    Min min = component.getAccessor().getAnnotation(Min.class);
    Max max = component.getAccessor().getAnnotation(Max.class);
    DurationMin shortest = component.getAccessor().getAnnotation(DurationMin.class);
    DurationMax longest = component.getAccessor().getAnnotation(DurationMax.class);
    if (min != null && max != null) {
      return min.value() + " to " + max.value();
    }
    if (shortest != null && longest != null) {
      Duration from = of(shortest.days(), shortest.hours(), shortest.minutes(), shortest.seconds(), shortest.millis());
      Duration to = of(longest.days(), longest.hours(), longest.minutes(), longest.seconds(), longest.millis());
      return words(from) + " to " + words(to);
    }
    DataSizeMin least = component.getAccessor().getAnnotation(DataSizeMin.class);
    if (least != null) {
      return "at least " + least.value();
    }
    if (
      component.getGenericType() instanceof ParameterizedType list &&
      list.getActualTypeArguments()[0] instanceof Class<?> entry &&
      entry.isRecord()
    ) {
      return Stream.of(entry.getRecordComponents())
        .map(part -> "`" + DataObjectPropertyName.toDashedForm(part.getName()) + "`")
        .collect(Collectors.joining(", ", "numbered entries of ", ""));
    }
    if (component.getType().isEnum()) {
      return Stream.of(component.getType().getEnumConstants())
        .map(constant -> String.valueOf(constant).toLowerCase(Locale.ROOT))
        .collect(Collectors.joining(", "));
    }
    return switch (component.getType().getSimpleName()) {
      case "boolean" -> "true, false";
      case "Path" -> "a path";
      case "Map" -> "names and values";
      case "List" -> "values, separated by commas";
      case "String", "ProxyPassword" -> "text";
      default -> throw new AssertionError(component + " has no bounds");
    };
  }

  private static Duration of(long days, long hours, long minutes, long seconds, long millis) {
    return Duration.ofDays(days).plusHours(hours).plusMinutes(minutes).plusSeconds(seconds).plusMillis(millis);
  }

  private static String words(Duration duration) {
    return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + "s" : duration.toMillis() + "ms";
  }

  /** {@return the setting and the default, for each environment variable} */
  private static Map<String, String> variables() throws IOException {
    Map<String, String> rows = new TreeMap<>();
    for (String file : List.of("application.yml", "keyfold-platform.yml", "keyfold-log.yml")) {
      for (URL url : resources(file)) {
        for (PropertySource<?> source : new YamlPropertySourceLoader().load(file, new UrlResource(url))) {
          for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
            Matcher variable = VARIABLE.matcher(String.valueOf(source.getProperty(name)));
            if (variable.matches()) {
              String fallback = variable.group(2) == null ? "" : variable.group(2);
              rows.put(variable.group(1), "`" + name + "` | " + (fallback.isEmpty() ? "" : "`" + fallback + "`"));
            }
          }
        }
      }
    }
    return rows;
  }

  private static List<URL> resources(String name) throws IOException {
    return new ArrayList<>(Collections.list(ConfigurationTableTest.class.getClassLoader().getResources(name)));
  }
}
