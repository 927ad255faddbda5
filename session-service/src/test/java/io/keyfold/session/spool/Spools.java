package io.keyfold.session.spool;

import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.util.unit.DataSize;

/** Fixtures of spool tests. */
final class Spools {

  static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

  private Spools() {}

  static SpoolSettings settings(Path folder) {
    return new SpoolSettings(
      folder,
      DataSize.ofMegabytes(1),
      1_000,
      DataSize.ofKilobytes(4),
      Duration.ofSeconds(30),
      false,
      Duration.ofSeconds(2),
      100,
      Duration.ofMillis(1),
      Duration.ofMillis(50),
      Duration.ofMillis(200),
      Duration.ofSeconds(5),
      Duration.ofSeconds(2)
    );
  }

  /** A supervisor without observers. */
  static ThreadSupervisor threads() {
    return new ThreadSupervisor(new SimpleMeterRegistry());
  }

  /** Opens a spool that accepts records immediately, without an announcement by a sender. */
  static DiskSpool open(Path folder, Clock clock) throws IOException {
    DiskSpool spool = DiskSpool.open(settings(folder), clock, threads());
    spool.announced();
    return spool;
  }

  static PendingRecord draft(String text) {
    return (sequence, floor) ->
      new SpoolEntry(sequence, floor, "pdp_1", Map.of(), new Payload(text.getBytes(StandardCharsets.UTF_8)));
  }

  static void append(DiskSpool spool, String... texts) {
    for (String text : texts) {
      spool.append(NOW, false, draft(text)).block(Duration.ofSeconds(5));
    }
  }

  /** Copies what the disk would contain if the process were killed now. */
  static Path copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
    return to;
  }

  static List<String> texts(List<SpoolEntry> entries) {
    return entries
      .stream()
      .map(entry -> new String(entry.value().bytes(), StandardCharsets.UTF_8))
      .toList();
  }
}
