package io.keyfold.acceptance.hostile;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The lines of level ERROR in a standalone's log files. */
final class ErrorLog {

  private ErrorLog() {}

  /** @param data the data folder */
  static List<String> since(Path data, Instant start) {
    try (Stream<Path> files = Files.list(data.resolve("logs"))) {
      return files.flatMap(file -> errors(file, start)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<String> errors(Path file, Instant start) {
    try (Stream<String> lines = Files.lines(file)) {
      return lines
        .filter(line -> line.contains("\"ERROR\"") && line.endsWith("}"))
        .filter(line -> isErrorSince(JsonMapper.shared().readTree(line), start))
        .toList()
        .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isErrorSince(JsonNode line, Instant start) {
    return line.path("level").asString("").equals("ERROR") && line.path("timestamp").asLong(0) >= start.toEpochMilli();
  }
}
