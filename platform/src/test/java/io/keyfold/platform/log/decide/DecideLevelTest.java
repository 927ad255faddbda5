package io.keyfold.platform.log.decide;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-7")
class DecideLevelTest {

  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("decide-state").get();

  @Test
  void aStoreOfANewerReleaseIsRejected() {
    DecideLevel.claim(store, 2);

    assertThatThrownBy(() -> DecideLevel.claim(store, 1)).isInstanceOf(NewerReleaseException.class);
  }

  @Test
  void aStoreOfTheSameOrAnOlderReleaseIsAccepted() {
    DecideLevel.claim(store, 1);
    assertThat(store.approximateNumEntries()).isZero();

    DecideLevel.claim(store, 2);
    assertThatCode(() -> DecideLevel.claim(store, 3)).doesNotThrowAnyException();
  }
}
