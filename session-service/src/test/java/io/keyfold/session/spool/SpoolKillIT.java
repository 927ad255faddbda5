package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills a real process. */
@Tag("promise-6")
class SpoolKillIT {

  private static final int ANSWERED_BEFORE_THE_KILL = 400;

  @TempDir
  Path folder;

  /** The process to kill: appends endlessly and prints what was written. */
  static final class Appender {

    private Appender() {}

    /** Runs with the folder as its argument. */
    public static void main(String[] arguments) throws IOException {
      @SuppressWarnings("resource")
      DiskSpool spool = Spools.open(Path.of(arguments[0]), Clock.systemUTC());
      for (int i = 0; ; i++) {
        Spools.append(spool, arguments[1] + "-" + i);
        System.out.println(arguments[1] + "-" + i);
      }
    }
  }

  @Test
  void everyConfirmedRecordSurvivesKillMinusNine() throws Exception {
    List<String> said = new ArrayList<>();
    for (int run = 0; run < 3; run++) {
      said.addAll(appendUntilKilled("run" + run));
    }

    Set<String> found = new HashSet<>();
    long sequence = 0;
    try (DiskSpool spool = Spools.open(folder, Clock.systemUTC())) {
      List<SpoolEntry> entries = spool.next(1_000, Duration.ofMillis(1));
      while (!entries.isEmpty()) {
        for (SpoolEntry entry : entries) {
          assertThat(entry.sequence()).isGreaterThan(sequence);
          sequence = entry.sequence();
        }
        found.addAll(Spools.texts(entries));
        spool.acknowledged(entries, new Acknowledged(sequence, Map.of()));
        entries = spool.next(1_000, Duration.ofMillis(1));
      }
    }
    assertThat(said).hasSizeGreaterThanOrEqualTo(3 * (ANSWERED_BEFORE_THE_KILL - 1));
    assertThat(found).containsAll(said);
  }

  private List<String> appendUntilKilled(String name) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-XX:TieredStopAtLevel=1",
      "-cp",
      System.getProperty("java.class.path"),
      Appender.class.getName(),
      folder.toString(),
      name
    )
      .redirectError(ProcessBuilder.Redirect.DISCARD)
      .start();
    List<String> said = new ArrayList<>();
    try (
      BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
    ) {
      String line = out.readLine();
      while (line != null) {
        if (line.startsWith(name)) {
          said.add(line);
        }
        if (said.size() == ANSWERED_BEFORE_THE_KILL) {
          process.destroyForcibly();
        }
        line = out.readLine();
      }
    } catch (IOException e) {
      // The pipe of a killed process may end with an error.
    }
    process.waitFor();
    // The kill may have truncated the last line.
    return said.subList(0, Math.max(0, said.size() - 1));
  }
}
