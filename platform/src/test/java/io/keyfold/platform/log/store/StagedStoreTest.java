package io.keyfold.platform.log.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class StagedStoreTest {

  private static final TenantId TENANT = new TenantId("tnt_a");
  private static final Kind<Item> ITEM = new Kind<>("item", Item.class);

  record Item(String name) {}

  private final KeyValueStore<Bytes, byte[]> store = Stores.inMemoryKeyValueStore("items").get();

  /** Even numbers are puts, odd numbers are deletions. */
  @Property(tries = 300)
  void readsEqualTheStoreAfterTheWrite(
    @ForAll @Size(max = 12) List<@IntRange(max = 19) Integer> stored,
    @ForAll @Size(max = 12) List<@IntRange(max = 19) Integer> staged,
    @ForAll @IntRange(max = 9) int after,
    @ForAll @IntRange(max = 9) int before
  ) {
    StoredState.write(store, changes(stored, "stored"));
    String untouched = StateDigest.of(store);
    StagedStore stage = new StagedStore(store);
    stage.stage(changes(staged, "staged"));
    List<String> ahead = reads(new StoredState(stage), after, before);
    String digest = StateDigest.of(stage);
    assertThat(StateDigest.of(store)).isEqualTo(untouched);

    stage.write();

    assertThat(ahead).isEqualTo(reads(new StoredState(store), after, before));
    assertThat(digest).isEqualTo(StateDigest.of(store));
  }

  @Test
  void returnsTheSerializedSizeOfTheLargestValue() {
    List<Change> changes = List.of(
      new Change.Put<>(key(1), new Item("\"\"\"\"")),
      new Change.Put<>(key(2), new Item("1234")),
      new Change.Delete(key(3))
    );
    assertThat(new StagedStore(store).stage(changes)).isEqualTo("{'name':'12345678'}".length());
    assertThat(new StagedStore(store).stage(List.of())).isZero();
  }

  private static List<Change> changes(List<Integer> numbers, String name) {
    return numbers
      .stream()
      .<Change>map(n -> n % 2 == 0 ? new Change.Put<>(key(n / 2), new Item(name + n)) : new Change.Delete(key(n / 2)))
      .toList();
  }

  private static List<String> reads(State state, int after, int before) {
    List<String> reads = new ArrayList<>();
    for (int n = 0; n < 10; n++) {
      reads.add(n + "=" + state.find(key(n)));
    }
    for (boolean descending : List.of(false, true)) {
      state.scan(new Scan<>(TENANT, ITEM, "", "", "", descending), (id, item) -> reads.add(id + item));
      Scan<Item> part = new Scan<>(TENANT, ITEM, "", Integer.toString(after), Integer.toString(before), descending);
      state.scan(part, (id, item) -> reads.add(id + item));
    }
    return reads;
  }

  private static Key<Item> key(int number) {
    return new Key<>(TENANT, ITEM, Integer.toString(number));
  }
}
