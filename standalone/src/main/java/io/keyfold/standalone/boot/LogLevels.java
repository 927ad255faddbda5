package io.keyfold.standalone.boot;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * Reads the log levels from the services' shared configuration file. Levels keep secrets out of the log, so they are
 * defined in one place only.
 */
final class LogLevels {

  private static final String PREFIX = "logging.level.";

  private LogLevels() {}

  /** {@return the levels by logger name, including {@code root}} */
  static Map<String, String> read() {
    Map<String, String> levels = new TreeMap<>();
    for (PropertySource<?> source : PlatformDefaults.read()) {
      for (String name : ((EnumerablePropertySource<?>) source).getPropertyNames()) {
        if (name.startsWith(PREFIX)) {
          levels.put(name.substring(PREFIX.length()), String.valueOf(source.getProperty(name)));
        }
      }
    }
    return levels;
  }
}
