package io.keyfold.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file in the repository that a test generates from the code. {@code -Dkeyfold.docs=write} rewrites it.
 *
 * @param path the file, relative to this module
 * @param test the test class that generates it
 */
public record GeneratedFile(Path path, Class<?> test) {
  /** {@return the command that rewrites the file} */
  public String command() {
    return (
      "mvn test -pl standalone -am -Dtest=" +
      test.getSimpleName() +
      " -Dsurefire.failIfNoSpecifiedTests=false -Dkeyfold.docs=write"
    );
  }

  /** Fails if the file differs from what the code generates. */
  public void check(String generated) throws IOException {
    if ("write".equals(System.getProperty("keyfold.docs"))) {
      Files.writeString(path, generated);
    }
    assertThat(Files.readString(path)).as("regenerate it: %s", command()).isEqualTo(generated);
  }
}
