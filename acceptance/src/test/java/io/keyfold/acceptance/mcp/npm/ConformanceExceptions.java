package io.keyfold.acceptance.mcp.npm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The scenarios of the conformance suite that cannot apply to a gateway, with the reason of each. */
final class ConformanceExceptions {

  private static final String FILE = "conformance-exceptions.txt";

  private ConformanceExceptions() {}

  /** {@return the reasons by scenario} A line is {@code revision scenario reason}, or a comment after {@code #}. */
  static Map<String, String> of(Path folder, String revision) throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve(FILE));
    Map<String, String> reasons = new TreeMap<>();
    for (String line : lines) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String[] parts = line.split(" ", 3);
      assertThat(parts).as("revision, scenario and reason in: %s", line).hasSize(3);
      if (parts[0].equals(revision)) {
        reasons.put(parts[1], parts[2]);
      }
    }
    return reasons;
  }
}
