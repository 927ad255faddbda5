package io.keyfold.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.benchmarks.ledger.LedgerOptions;
import io.keyfold.benchmarks.load.LoadOptions;
import io.keyfold.benchmarks.load.OperationGroup;
import io.keyfold.benchmarks.objects.ObjectsOptions;
import io.keyfold.benchmarks.refresh.RefreshOptions;
import io.keyfold.benchmarks.relay.RelayOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandsTest {

  private final List<Object> done = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void omittedOptionsHaveDefaults() {
    assertThat(execute("load --home /keyfold --rate 100")).isZero();
    assertThat(execute("objects --home /keyfold --objects=5000")).isZero();
    assertThat(execute("refresh --home /keyfold --delays 0.2,1")).isZero();
    assertThat(execute("relay --home /keyfold --slow 0.5")).isZero();
    assertThat(execute("ledger --home /keyfold --calls 1000000,10000000")).isZero();
    assertThat(done).containsExactly(
      new LoadOptions(
        Path.of("/keyfold"),
        20_000,
        8_000,
        100,
        20,
        EnumSet.allOf(OperationGroup.class),
        List.of(1, 16, 64)
      ),
      new ObjectsOptions(Path.of("/keyfold"), 5_000, 1_000, 20_000, Optional.empty()),
      new RefreshOptions(
        Path.of("/keyfold"),
        100,
        20,
        List.of(Duration.ofMillis(200), Duration.ofSeconds(1)),
        null,
        null,
        "127.0.0.1"
      ),
      new RelayOptions(
        Path.of("/keyfold"),
        20,
        200,
        Duration.ofSeconds(2),
        40,
        20,
        Duration.ofMillis(500),
        4,
        Duration.ofSeconds(20)
      ),
      new LedgerOptions(Path.of("/keyfold"), List.of(1_000_000L, 10_000_000L), 100_000, 10)
    );
  }

  @Test
  void loadMeasuresOnlyWhatIsAskedFor() {
    assertThat(execute("load --operations tool-call,usage --connections 16")).isZero();
    assertThat(done)
      .singleElement()
      .isInstanceOfSatisfying(LoadOptions.class, options -> {
        assertThat(options.groups()).containsExactlyInAnyOrder(OperationGroup.TOOL_CALL, OperationGroup.USAGE);
        assertThat(options.connections()).containsExactly(16);
      });
  }

  @ParameterizedTest
  @CsvSource({
    "unknown, unknown",
    "load --objects 1, --objects",
    "load --rate, --rate",
    "load --rate many, many",
    "load --operations ping, tool-call",
    "load --connections 0, --connections",
    "objects --objects 10, 1000",
    "refresh --callers 0, --callers",
    "refresh --url http://one.example, --key",
    "relay --callers 0, --callers",
    "relay --seconds 0, --seconds",
    "ledger --calls 10, --calls",
    "ledger --runs 0, --runs",
    "'', command",
  })
  void usageErrorIsOneLineWithExitCode2(String line, String named) {
    assertThat(execute(line)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().startsWith("keyfold-bench: ").contains(named);
    assertThat(done).isEmpty();
  }

  /** {@code bin/keyfold-bench --help} prints the file, because it must work without a JDK and a build. */
  @Test
  void launcherPrintsTheSameHelp() throws IOException {
    assertThat(execute("--help")).isZero();
    try (InputStream file = Commands.class.getResourceAsStream("usage.txt")) {
      byte[] usage = Objects.requireNonNull(file).readAllBytes();
      assertThat(new String(usage, StandardCharsets.UTF_8)).isEqualTo(out.toString());
    }
  }

  private int execute(String line) {
    Runs runs = new Runs() {
      @Override
      public void load(LoadOptions options) {
        done.add(options);
      }

      @Override
      public void objects(ObjectsOptions options) {
        done.add(options);
      }

      @Override
      public void refresh(RefreshOptions options) {
        done.add(options);
      }

      @Override
      public void relay(RelayOptions options) {
        done.add(options);
      }

      @Override
      public void ledger(LedgerOptions options) {
        done.add(options);
      }
    };
    return Commands.over(runs)
      .setOut(new PrintWriter(out, true))
      .setErr(new PrintWriter(err, true))
      .execute(line.isEmpty() ? new String[0] : line.split(" "));
  }
}
