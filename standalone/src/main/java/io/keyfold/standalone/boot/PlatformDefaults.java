package io.keyfold.standalone.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ClassPathResource;

/** Reads the services' shared default properties, for use before and outside of their contexts. */
final class PlatformDefaults {

  private static final String FILE = "keyfold-platform.yml";

  private PlatformDefaults() {}

  /** {@return the property sources of the file} */
  static List<PropertySource<?>> read() {
    try {
      return new YamlPropertySourceLoader().load(FILE, new ClassPathResource(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
