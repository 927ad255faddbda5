package io.keyfold.platform.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-7")
class StateCodecTest {

  private record Marks(Map<Integer, Long> positions) {}

  private final StateCodec codec = new StateCodec();

  @Test
  void equalObjectsAreEncodedEquallyWhateverTheirMapOrder() {
    Map<Integer, Long> upwards = new LinkedHashMap<>();
    Map<Integer, Long> downwards = new LinkedHashMap<>();
    for (int i = 0; i < 20; i++) {
      upwards.put(i, 1L);
      downwards.put(19 - i, 1L);
    }

    assertThat(codec.encode(new Marks(upwards))).isEqualTo(codec.encode(new Marks(downwards)));
  }
}
