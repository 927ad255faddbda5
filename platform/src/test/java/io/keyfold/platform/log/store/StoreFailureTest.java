package io.keyfold.platform.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDBException;

class StoreFailureTest {

  @Test
  @Tag("promise-7")
  void aStoreThatCannotBeOpenedIsDamaged() {
    Throwable error = new StreamsException(
      new ProcessorStateException("Error opening store", new RocksDBException("Corruption: x"))
    );

    assertThat(StoreFailure.isDamage(error)).isTrue();
  }

  @Test
  void aFullDiskIsNoDamage() {
    Throwable error = new ProcessorStateException("put", new RocksDBException("IO error: No space left on device"));

    assertThat(StoreFailure.isDamage(error)).isFalse();
    assertThat(StoreFailure.isOfStore(error)).isTrue();
  }

  @Test
  void anUnreachableBrokerIsNoDamage() {
    assertThat(StoreFailure.isDamage(new StreamsException(new TimeoutException("no broker")))).isFalse();
  }
}
