package io.keyfold.standalone.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/**
 * The levels that all services log at, from the file that they have them from: levels keep secrets out of the log, so there
 * is one place for them.
 */
final class LogLevels {

  private static final String FILE = "keyfold-platform.yml";
  private static final String PREFIX = "logging.level.";

  private LogLevels() {}

  /** {@return the levels by the loggers' names; that of {@code root} among them} */
  static Map<String, String> read() {
    Map<String, String> levels = new TreeMap<>();
    try {
      for (PropertySource<?> source : new YamlPropertySourceLoader().load(FILE, new ClassPathResource(FILE))) {
        for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
          if (name.startsWith(PREFIX)) {
            levels.put(name.substring(PREFIX.length()), String.valueOf(source.getProperty(name)));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return levels;
  }
}
