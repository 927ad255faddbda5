package io.keyfold.benchmarks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.benchmarks.load.LoadOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArgumentsTest {

  @Test
  void whatIsNotSaidHasADefault() {
    assertThat(Arguments.parse(List.of("load", "--home", "/keyfold", "--rate", "100"))).isEqualTo(
      new Arguments.Load(new LoadOptions(Path.of("/keyfold"), 20_000, 8_000, 100, 20))
    );
    assertThat(Arguments.parse(List.of("objects", "--objects", "5000"))).isInstanceOfSatisfying(
      Arguments.Objects.class,
      objects -> {
        assertThat(objects.options().objects()).isEqualTo(5_000);
        assertThat(objects.options().tenants()).isEqualTo(1_000);
        assertThat(objects.options().data()).isEmpty();
      }
    );
    assertThat(Arguments.parse(List.of())).isEqualTo(new Arguments.Help());
  }

  @Test
  void whatMakesNoSenseIsRefused() {
    assertThatThrownBy(() -> Arguments.parse(List.of("swim"))).hasMessage("no such command: swim");
    assertThatThrownBy(() -> Arguments.parse(List.of("load", "--objects", "1"))).hasMessageContaining("--objects");
    assertThatThrownBy(() -> Arguments.parse(List.of("load", "--rate"))).hasMessage("--rate needs a value");
    assertThatThrownBy(() -> Arguments.parse(List.of("load", "--rate", "many"))).hasMessageContaining("many");
    assertThatThrownBy(() -> Arguments.parse(List.of("objects", "--objects", "10"))).hasMessageContaining("1000");
  }
}
