package io.keyfold.platform.log.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tracks when the local stores of a deciding application were last caught up with their changelogs. Stale stores are
 * deleted before the application starts and restored from the log ({@link StalenessMarker}). Kafka 4.3 does this by
 * folder age (KIP-1259).
 *
 * <p>The time is written only on a clean shutdown. After a crash, Kafka Streams continues from a checkpoint that may be
 * much older than the position of a standby. Not thread-safe.
 */
public final class StoreStaleness {

  private static final Logger LOG = LoggerFactory.getLogger(StoreStaleness.class);

  /**
   * Maximum lag in records of a store that counts as caught up: read within seconds, while tombstones are kept for
   * days. Not 0, since transaction markers count, and a standby may never pass the last ones.
   */
  private static final long ACCEPTABLE_LAG = 10_000;

  private final StalenessMarker marker;
  private final InstantSource clock;
  private Optional<Instant> caughtUpAt = Optional.empty();

  private StoreStaleness(StalenessMarker marker, InstantSource clock) {
    this.marker = marker;
    this.clock = clock;
  }

  /**
   * {@return the staleness of an application's stores}
   *
   * @param folder folder of the marker file; not the application's own state directory, which Kafka Streams manages
   */
  public static StoreStaleness in(Path folder, InstantSource clock) {
    return new StoreStaleness(StalenessMarker.in(folder), clock);
  }

  /** Deletes stale stores. Call before the application starts. */
  public void deleteIfStale(KafkaStreams streams) {
    Instant now = clock.instant();
    if (marker.isStale(now)) {
      LOG.info("local stores may be stale: deleting them and restoring them from the log");
      streams.cleanUp();
      marker.caughtUp(now);
    }
    caughtUpAt = marker.caughtUpAt();
  }

  /**
   * Checks store lag; call periodically while the application runs. Blocks for a request to Kafka.
   *
   * @return whether the stores are still usable. If not, they may have missed deletions and the application must
   *     restart
   */
  public boolean check(KafkaStreams streams) {
    Instant now = clock.instant();
    if (caughtUpAt.isEmpty() || StalenessMarker.isStale(caughtUpAt.get(), now)) {
      return false;
    }
    if (
      streams
        .allLocalStorePartitionLags()
        .values()
        .stream()
        .flatMap(partitions -> partitions.values().stream())
        .allMatch(lag -> lag.offsetLag() <= ACCEPTABLE_LAG)
    ) {
      caughtUpAt = Optional.of(now);
    }
    return true;
  }

  /** Records the time after a clean shutdown, when the stores are on disk. */
  public void stopped() {
    caughtUpAt.ifPresent(marker::caughtUp);
  }
}
