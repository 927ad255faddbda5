package io.keyfold.session.usage.totals;

import io.keyfold.platform.id.Ids;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Determines which totals of a partition are too old to be kept. Driven by the time of its records, not by a clock, so
 * that a replay gives equal totals. Totals are found by an index of their buckets, a few with each record.
 */
final class TotalsExpiry {

  /** How long a total is kept after its bucket. */
  static final Duration RETENTION = Duration.ofDays(35);

  /** More than the totals that a record can create, so that the store stays bounded. */
  private static final int PER_RECORD = 4;

  private static final String BUCKET = "b/";
  private static final Bytes NEWEST = bytes("n");
  private static final Bytes SWEPT = bytes("w");
  private static final byte[] MARK = new byte[] { 1 };
  private static final int TIME_LENGTH = Ids.time(Instant.EPOCH).length();

  private final KeyValueStore<Bytes, byte[]> store;
  private Instant newest;
  private Instant swept;

  TotalsExpiry(KeyValueStore<Bytes, byte[]> store) {
    this.store = store;
    this.newest = time(NEWEST);
    this.swept = time(SWEPT);
  }

  /** {@return the start of the oldest bucket whose totals are all kept} */
  Instant horizon() {
    return newest.minus(RETENTION);
  }

  /** Notes the bucket of a record. */
  void advance(Instant bucket) {
    if (bucket.isAfter(newest)) {
      newest = bucket;
      put(NEWEST, bucket);
    }
  }

  /** Notes a total, so that it will be {@link #due}. */
  void add(String totalKey, Instant bucket) {
    store.putIfAbsent(bytes(BUCKET + Ids.time(bucket) + "/" + totalKey), MARK);
  }

  /**
   * {@return a few of the totals before the horizon} They are not returned again unless they are added again.
   *
   * @param excluded totals that are not returned now
   */
  List<String> due(Predicate<String> excluded) {
    Instant horizon = horizon();
    if (!swept.isBefore(horizon)) {
      return List.of();
    }
    List<String> due = new ArrayList<>();
    List<Bytes> entries = new ArrayList<>();
    boolean all = true;
    try (KeyValueIterator<Bytes, byte[]> indexed = store.range(bytes(BUCKET), bytes(BUCKET + Ids.time(horizon)))) {
      while (indexed.hasNext() && due.size() < PER_RECORD) {
        KeyValue<Bytes, byte[]> entry = indexed.next();
        String totalKey = totalKey(entry.key);
        if (excluded.test(totalKey)) {
          all = false;
        } else {
          due.add(totalKey);
          entries.add(entry.key);
        }
      }
    }
    entries.forEach(store::delete);
    if (all && due.size() < PER_RECORD) {
      swept = horizon;
      put(SWEPT, horizon);
    }
    return due;
  }

  private static String totalKey(Bytes entry) {
    return new String(entry.get(), StandardCharsets.UTF_8).substring(BUCKET.length() + TIME_LENGTH + 1);
  }

  private Instant time(Bytes key) {
    byte[] seconds = store.get(key);
    return Instant.ofEpochSecond(seconds == null ? 0 : ByteBuffer.wrap(seconds).getLong());
  }

  private void put(Bytes key, Instant time) {
    store.put(key, ByteBuffer.allocate(Long.BYTES).putLong(time.getEpochSecond()).array());
  }

  private static Bytes bytes(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
