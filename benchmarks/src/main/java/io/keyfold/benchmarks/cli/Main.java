package io.keyfold.benchmarks.cli;

import io.keyfold.benchmarks.load.LoadRun;
import io.keyfold.benchmarks.objects.ObjectsRun;
import io.keyfold.benchmarks.report.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The entry point of what runs the whole. JMH has its own. */
public final class Main {

  private static final int MISUSED = 2;

  private Main() {}

  /** Runs what the arguments say. */
  public static void main(String[] args) throws Exception {
    Arguments arguments;
    try {
      arguments = Arguments.parse(List.of(args));
    } catch (IllegalArgumentException e) {
      System.err.println("keyfold-bench: " + e.getMessage());
      System.exit(MISUSED);
      return;
    }
    Table table = new Table(System.out);
    switch (arguments) {
      case Arguments.Help() -> System.out.print(usage());
      case Arguments.Load(var options) -> LoadRun.run(options, table);
      case Arguments.Objects(var options) -> ObjectsRun.run(options, table);
    }
    // Clients of Kafka may leave threads behind that nobody waits for.
    System.exit(0);
  }

  private static String usage() {
    try (InputStream text = Main.class.getResourceAsStream("usage.txt")) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
