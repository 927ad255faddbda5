package io.keyfold.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.chaos.cluster.ComposeCluster;
import io.keyfold.chaos.load.Load;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  private final List<Arguments> read = new ArrayList<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void everyOptionHasADefault() {
    assertThat(execute()).isZero();
    Arguments arguments = read.getFirst();
    assertThat(arguments.cluster()).isEqualTo("compose");
    assertThat(arguments.size()).isEqualTo(new Load.Size(32, 32, 8, Duration.ofMillis(200)));
    assertThat(arguments.steady()).isEqualTo(Duration.ofSeconds(10));
    assertThat(arguments.json()).isNull();
    assertThat(arguments.chosen(List.of())).isEmpty();
    assertThat(arguments.compose()).isEqualTo(new ComposeCluster.Settings(arguments.key(), 8080, "", "", "", false));
  }

  @Test
  void optionsAreAcceptedInBothForms() {
    assertThat(execute("--cluster=standalone", "--writers", "2", "--json", "r.json", "--keep", "true")).isZero();
    Arguments arguments = read.getFirst();
    assertThat(arguments.cluster()).isEqualTo("standalone");
    assertThat(arguments.size().writers()).isEqualTo(2);
    assertThat(arguments.json()).isEqualTo(Path.of("r.json"));
    assertThat(arguments.compose().keep()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = { "--nonsense", "--writers", "--writers=many", "more" })
  void usageErrorIsOneLineWithExitCode2(String argument) {
    assertThat(execute(argument)).isEqualTo(2);
    assertThat(err.toString().lines()).singleElement().asString().startsWith("keyfold-chaos: ");
    assertThat(read).isEmpty();
  }

  /** {@code bin/keyfold-chaos --help} prints the file, because it must work without a JDK and a build. */
  @Test
  void launcherPrintsTheSameHelp() throws IOException {
    assertThat(execute("--help")).isZero();
    try (InputStream file = Arguments.class.getResourceAsStream("usage.txt")) {
      byte[] usage = Objects.requireNonNull(file).readAllBytes();
      assertThat(new String(usage, StandardCharsets.UTF_8)).isEqualTo(out.toString());
    }
  }

  private int execute(String... arguments) {
    return Arguments.over(it -> {
      read.add(it);
      return 0;
    })
      .setOut(new PrintWriter(out, true))
      .setErr(new PrintWriter(err, true))
      .execute(arguments);
  }
}
