package io.keyfold.session.usage.totals;

import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.usage.UsageTotal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the totals of one partition in its state store, each until its bucket is too old and none of its operations is in
 * progress.
 */
final class StoredTotals implements Totals {

  private static final String SPOOL = "s/";
  private static final String ACT = "a/";
  private static final String TOTAL = "t/";
  private static final String LATE = "p/";
  private static final Bytes LAST = key("l", "");
  private static final Bytes UNSENT = key("u", "");
  private static final byte[] MARK = new byte[] { 1 };

  private final KeyValueStore<Bytes, byte[]> store;
  private final AvroCodec codec;
  private final TotalsExpiry expiry;

  StoredTotals(KeyValueStore<Bytes, byte[]> store, AvroCodec codec) {
    this.store = store;
    this.codec = codec;
    this.expiry = new TotalsExpiry(store);
  }

  @Override
  public long lastSequence(String spoolId) {
    byte[] sequence = store.get(key(SPOOL, spoolId));
    return sequence == null ? 0 : ByteBuffer.wrap(sequence).getLong();
  }

  @Override
  public Optional<String> openOperation(String recordId) {
    return Optional.ofNullable(store.get(key(ACT, recordId))).map(StoredTotals::text);
  }

  @Override
  public Optional<UsageTotal> total(String key) {
    return Optional.ofNullable(store.get(key(TOTAL, key))).map(
      bytes -> (UsageTotal) codec.decode(Topics.USAGE_TOTALS.name(), bytes)
    );
  }

  @Override
  public String keyOf(String series) {
    byte[] late = store.get(key(LATE, series));
    return late == null ? series : text(late);
  }

  @Override
  public Instant horizon() {
    return expiry.horizon();
  }

  /** Notes the time of a record, and forgets a few totals that are now too old. */
  void advance(Instant time) {
    expiry.advance(Buckets.floor(time));
    for (String key : expiry.due(this::isLast)) {
      // One with operations in progress is kept; it is due again after its next change.
      if (
        total(key)
          .filter(total -> total.getOutcomeUnknown() == 0)
          .isPresent()
      ) {
        forgetTotal(key);
      }
    }
  }

  private void forgetTotal(String key) {
    store.delete(key(TOTAL, key));
    SeriesKey.seriesOfLate(key)
      .filter(series -> keyOf(series).equals(key))
      .ifPresent(series -> store.delete(key(LATE, series)));
  }

  /** {@return the total that was written last} */
  Optional<TotalsChange.Changed> last() {
    return Optional.ofNullable(store.get(LAST))
      .map(StoredTotals::text)
      .flatMap(key -> total(key).map(total -> new TotalsChange.Changed(key, total)));
  }

  void sequence(String spoolId, long sequence) {
    store.put(key(SPOOL, spoolId), ByteBuffer.allocate(Long.BYTES).putLong(sequence).array());
  }

  void open(String recordId, String totalKey) {
    store.put(key(ACT, recordId), bytes(totalKey));
  }

  void forget(String recordId) {
    store.delete(key(ACT, recordId));
  }

  /** {@return whether this is a value of the total that was written last} */
  boolean isLast(TotalsChange.Changed changed) {
    return isLast(changed.key());
  }

  private boolean isLast(String key) {
    return Arrays.equals(store.get(LAST), bytes(key));
  }

  /** Stores the total as the last one and marks it as pending. */
  void put(TotalsChange.Changed changed) {
    store.put(key(TOTAL, changed.key()), codec.encode(Topics.USAGE_TOTALS.name(), changed.total()));
    expiry.add(changed.key(), changed.total().getBucketStart());
    SeriesKey.seriesOfLate(changed.key()).ifPresent(series -> store.put(key(LATE, series), bytes(changed.key())));
    store.put(LAST, bytes(changed.key()));
    store.put(UNSENT, MARK);
  }

  /** {@return whether the last total is still to be sent} */
  boolean isUnsent() {
    return store.get(UNSENT) != null;
  }

  void sent() {
    store.delete(UNSENT);
  }

  private static Bytes key(String kind, String id) {
    return Bytes.wrap(bytes(kind + id));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
