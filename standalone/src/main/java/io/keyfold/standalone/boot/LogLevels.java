package io.keyfold.standalone.boot;

import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.PropertySource;

/**
 * The levels that all services log at, from the file that they have them from: levels keep secrets out of the log, so there
 * is one place for them.
 */
final class LogLevels {

  private static final String PREFIX = "logging.level.";

  private LogLevels() {}

  /** {@return the levels by the loggers' names; that of {@code root} among them} */
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
