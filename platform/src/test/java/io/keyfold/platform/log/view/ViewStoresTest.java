package io.keyfold.platform.log.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.testing.TestStores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewStoresTest {

  private static final Bytes KEY = Bytes.wrap("key".getBytes(StandardCharsets.UTF_8));

  @TempDir
  Path folder;

  @Test
  void storesLeftOpenAreClosedForTheNextRun() {
    ViewStores last = new ViewStores();
    open(last).put(KEY, new byte[] { 1 });
    try (ViewStores tooEarly = new ViewStores()) {
      assertThatThrownBy(() -> open(tooEarly)).isInstanceOf(ProcessorStateException.class);
    }

    last.close();

    try (ViewStores next = new ViewStores()) {
      assertThat(open(next).get(KEY)).containsExactly(1);
    }
  }

  @Test
  void closeIsIdempotent() {
    ViewStores stores = new ViewStores();
    open(stores).close();

    stores.close();
    stores.close();
  }

  private KeyValueStore<Bytes, byte[]> open(ViewStores stores) {
    return TestStores.open(stores.builder("view"), folder, Map.of());
  }
}
