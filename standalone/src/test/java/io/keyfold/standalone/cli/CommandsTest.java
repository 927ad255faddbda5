package io.keyfold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.standalone.boot.Options;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandsTest {

  private static final Options DEFAULTS = new Options("127.0.0.1", 8080, Path.of(".keyfold"), 0, 0);

  private final List<Object> done = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void upHasDefaultsForEveryOption() {
    assertThat(execute("up")).isZero();
    assertThat(done).containsExactly("up", DEFAULTS);
  }

  @Test
  void rebuildHasTheOptionsOfUp() {
    assertThat(execute("rebuild --data d")).isZero();
    assertThat(done).containsExactly("rebuild", new Options("127.0.0.1", 8080, Path.of("d"), 0, 0));
  }

  @Test
  void optionsAreAcceptedInBothForms() {
    assertThat(execute("demo --port 9 --data=d --kafka-port=1 --management-port 2 --host 0.0.0.0 --exit")).isZero();
    assertThat(done).containsExactly("demo", new Options("0.0.0.0", 9, Path.of("d"), 1, 2), true);
  }

  @Test
  void optionsMayPrecedeTheCommand() {
    assertThat(execute("--port 9 up --data d")).isZero();
    assertThat(done).containsExactly("up", new Options("127.0.0.1", 9, Path.of("d"), 0, 0));
  }

  @ParameterizedTest
  @ValueSource(strings = { "--help", "-h", "up --help", "demo --port 1 --help" })
  void helpIsPrintedAndNothingStarts(String line) {
    assertThat(execute(line)).isZero();
    assertThat(out.toString()).startsWith("Usage: keyfold");
    assertThat(done).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
    strings = { "down", "up --port", "up --port x", "up --port 70000", "up --nonsense 1", "up --exit", "up more", "" }
  )
  void usageErrorIsOneLineWithExitCode2(String line) {
    assertThat(execute(line)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().startsWith("keyfold: ");
    assertThat(done).isEmpty();
  }

  /** {@code bin/keyfold --help} prints the file, because it must work without a JDK and a build. */
  @Test
  void launcherPrintsTheSameHelp() throws IOException {
    execute("--help");
    try (InputStream file = Commands.class.getResourceAsStream("usage.txt")) {
      byte[] usage = Objects.requireNonNull(file).readAllBytes();
      assertThat(new String(usage, StandardCharsets.UTF_8)).isEqualTo(out.toString());
    }
  }

  private int execute(String line) {
    Actions actions = new Actions() {
      @Override
      public int up(Options options) {
        done.addAll(List.of("up", options));
        return 0;
      }

      @Override
      public int rebuild(Options options) {
        done.addAll(List.of("rebuild", options));
        return 0;
      }

      @Override
      public int demo(Options options, boolean exit) {
        done.addAll(List.of("demo", options, exit));
        return 0;
      }
    };
    return Commands.over(actions)
      .setOut(new PrintWriter(out, true))
      .setErr(new PrintWriter(err, true))
      .execute(line.isEmpty() ? new String[0] : line.split(" "));
  }
}
