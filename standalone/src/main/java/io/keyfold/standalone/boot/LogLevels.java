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
 * Reads the log levels from the services' shared configuration file. Levels keep secrets out of the log, so they are
 * defined in one place only.
 */
final class LogLevels {

  private static final String FILE = "keyfold-platform.yml";
  private static final String PREFIX = "logging.level.";

  private LogLevels() {}

  /** {@return the levels by logger name, including {@code root}} */
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
