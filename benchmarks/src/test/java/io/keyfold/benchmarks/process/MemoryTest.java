package io.keyfold.benchmarks.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MemoryTest {

  @Test
  void isReadFromTheStatusOfTheProcess() {
    Memory memory = Memory.parse("Name:\tjava\nVmHWM:\t  614400 kB\nVmRSS:\t  512000 kB\n");

    assertThat(memory).isEqualTo(new Memory(500, 600));
    assertThat(memory).hasToString("500 MB now, 600 MB at its highest");
  }

  @Test
  void aStatusWithoutItIsAFailure() {
    assertThatThrownBy(() -> Memory.parse("Name:\tjava\n")).hasMessageContaining("VmRSS");
  }
}
