package io.keyfold.deployment.home;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.springframework.core.io.ClassPathResource;

/** Files of the jar. Read them at start, not while a request waits. */
final class Packaged {

  private Packaged() {}

  /** {@return the content of a file} */
  static byte[] bytes(String resource) {
    try {
      return new ClassPathResource(resource).getContentAsByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("the class path has no readable " + resource, e);
    }
  }

  /** {@return the content of a text file} */
  static String text(String resource) {
    return new String(bytes(resource), StandardCharsets.UTF_8);
  }
}
