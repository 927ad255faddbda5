package io.keyfold.platform.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.testing.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.unit.DataSize;

class BlockCacheTest {

  private static final DataSize SIZE = DataSize.ofMegabytes(4);
  private static final int VALUES = 6_000;
  private static final int VALUE_BYTES = 1_000;

  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
  private final BlockCache cache = new BlockCache(SIZE, metrics);
  private final List<KeyValueStore<Bytes, byte[]>> stores = new ArrayList<>();

  @TempDir
  Path folder;

  @AfterEach
  void close() {
    stores.forEach(KeyValueStore::close);
    cache.close();
  }

  @Test
  void allStoresTogetherStayWithinTheCapacity() {
    for (String name : List.of("first", "second", "third")) {
      readWhole(filled(name));
    }

    assertThat(gauge("keyfold.store.cache.capacity")).isEqualTo((double) SIZE.toBytes());
    assertThat(gauge("keyfold.store.cache.size"))
      .isPositive()
      .isLessThanOrEqualTo((double) SIZE.toBytes());
  }

  @Test
  void openStoresOutliveTheCache() {
    KeyValueStore<Bytes, byte[]> store = filled("first");

    cache.close();

    readWhole(store);
    assertThat(gauge("keyfold.store.cache.size")).isZero();
  }

  private double gauge(String name) {
    return metrics.get(name).gauge().value();
  }

  private static void readWhole(KeyValueStore<Bytes, byte[]> store) {
    for (int i = 0; i < VALUES; i++) {
      assertThat(store.get(key(i))).hasSize(VALUE_BYTES);
    }
  }

  private KeyValueStore<Bytes, byte[]> filled(String name) {
    Map<String, Object> config = new HashMap<>(cache.settings());
    config.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocks.class);
    KeyValueStore<Bytes, byte[]> store = TestStores.open(
      StoredState.builder(name).withLoggingDisabled(),
      folder.resolve(name),
      config
    );
    stores.add(store);
    Random random = new Random(1);
    for (int i = 0; i < VALUES; i++) {
      byte[] value = new byte[VALUE_BYTES];
      random.nextBytes(value);
      store.put(key(i), value);
    }
    store.flush();
    return store;
  }

  private static Bytes key(int number) {
    return Bytes.wrap("%08d".formatted(number).getBytes(StandardCharsets.UTF_8));
  }
}
