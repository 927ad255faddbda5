package io.keyfold.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.standalone.StartFailure;
import io.keyfold.standalone.boot.Options;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArgumentsTest {

  @Test
  void upHasDefaultsForEverything() {
    assertThat(parse("up")).isEqualTo(new Invocation.Up(new Options("127.0.0.1", 8080, Path.of(".keyfold"), 0, 0)));
  }

  @Test
  void rebuildTakesTheFlagsOfUp() {
    assertThat(parse("rebuild --data d")).isEqualTo(
      new Invocation.Rebuild(new Options("127.0.0.1", 8080, Path.of("d"), 0, 0))
    );
  }

  @Test
  void flagsAreTakenInBothForms() {
    assertThat(parse("demo --port 9 --data=d --kafka-port=1 --management-port 2 --host 0.0.0.0 --exit")).isEqualTo(
      new Invocation.Demo(new Options("0.0.0.0", 9, Path.of("d"), 1, 2), true)
    );
  }

  @Test
  void helpWinsOverEverythingElse() {
    assertThat(parse("up --nonsense --help")).isEqualTo(new Invocation.Help());
  }

  @ParameterizedTest
  @ValueSource(
    strings = { "down", "up --port", "up --port x", "up --port 70000", "up --nonsense 1", "up --exit", "up more" }
  )
  void aMistakeIsToldInOneLine(String line) {
    assertThatThrownBy(() -> parse(line))
      .isInstanceOf(StartFailure.class)
      .message()
      .isNotBlank()
      .doesNotContain("\n");
  }

  private static Invocation parse(String line) {
    return Arguments.parse(List.of(line.split(" ")));
  }
}
