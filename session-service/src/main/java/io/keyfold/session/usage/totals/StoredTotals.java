package io.keyfold.session.usage.totals;

import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.usage.UsageTotal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** The totals of one partition in its state store. */
final class StoredTotals implements Totals {

  private static final String SPOOL = "s/";
  private static final String ACT = "a/";
  private static final String TOTAL = "t/";
  private static final Bytes LAST = key("l", "");

  private final KeyValueStore<Bytes, byte[]> store;
  private final AvroCodec codec;

  StoredTotals(KeyValueStore<Bytes, byte[]> store, AvroCodec codec) {
    this.store = store;
    this.codec = codec;
  }

  @Override
  public long lastSequence(String spoolId) {
    byte[] sequence = store.get(key(SPOOL, spoolId));
    return sequence == null ? 0 : ByteBuffer.wrap(sequence).getLong();
  }

  @Override
  public Optional<String> openAct(String recordId) {
    return Optional.ofNullable(store.get(key(ACT, recordId))).map(StoredTotals::text);
  }

  @Override
  public Optional<UsageTotal> total(String key) {
    return Optional.ofNullable(store.get(key(TOTAL, key))).map(
      bytes -> (UsageTotal) codec.decode(Topics.USAGE_TOTALS.name(), bytes)
    );
  }

  /** {@return the total that was put last} */
  Optional<Step.Changed> last() {
    return Optional.ofNullable(store.get(LAST))
      .map(StoredTotals::text)
      .flatMap(key -> total(key).map(total -> new Step.Changed(key, total)));
  }

  void sequence(String spoolId, long sequence) {
    store.put(key(SPOOL, spoolId), ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
  }

  void open(String recordId, String totalKey) {
    store.put(key(ACT, recordId), totalKey.getBytes(StandardCharsets.UTF_8));
  }

  void forget(String recordId) {
    store.delete(key(ACT, recordId));
  }

  /** {@return the total's bytes, as they go out} */
  byte[] put(Step.Changed changed) {
    byte[] bytes = codec.encode(Topics.USAGE_TOTALS.name(), changed.total());
    store.put(key(TOTAL, changed.key()), bytes);
    store.put(LAST, changed.key().getBytes(StandardCharsets.UTF_8));
    return bytes;
  }

  private static Bytes key(String kind, String id) {
    return Bytes.wrap((kind + id).getBytes(StandardCharsets.UTF_8));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
