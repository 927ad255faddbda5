package io.keyfold.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ResidentMemoryTest {

  @Test
  void isParsedFromTheProcessStatus() {
    ResidentMemory memory = ResidentMemory.parse("Name:\tjava\nVmHWM:\t  614400 kB\nVmRSS:\t  512000 kB\n");

    assertThat(memory).isEqualTo(new ResidentMemory(500, 600));
    assertThat(memory).hasToString("500 MB now, 600 MB at its highest");
  }

  @Test
  void aStatusWithoutMemoryIsRejected() {
    assertThatThrownBy(() -> ResidentMemory.parse("Name:\tjava\n")).hasMessageContaining("VmRSS");
  }
}
