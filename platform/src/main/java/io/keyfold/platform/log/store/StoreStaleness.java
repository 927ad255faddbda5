package io.keyfold.platform.log.store;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Until when the local stores of an application that decides had all that their changelogs tell. Those that stood still for too
 * long are emptied before it begins, and come back from the log ({@link StalenessMarker}); Kafka does so by itself from 4.3 on
 * (KIP-1259), by the age of folders.
 *
 * <p>It is written down when the application ends in order alone: after a crash Kafka Streams goes on from a checkpoint that may
 * be much older than what a standby had read. For one thread at a time.
 */
public final class StoreStaleness {

  private static final Logger LOG = LoggerFactory.getLogger(StoreStaleness.class);

  /**
   * Records of its changelog by which a store may be behind: read within seconds, where deletions are told for days. Not 0, since
   * the ends of transactions count, and a standby that has all may never pass the last ones.
   */
  private static final long BEHIND = 10_000;

  private final StalenessMarker standstill;
  private final InstantSource clock;
  private Optional<Instant> caughtUpAt = Optional.empty();

  private StoreStaleness(StalenessMarker standstill, InstantSource clock) {
    this.standstill = standstill;
    this.clock = clock;
  }

  /**
   * {@return the age of an application's stores}
   *
   * @param folder where it is written down; not the application's own, where Kafka Streams wants to be alone
   */
  public static StoreStaleness in(Path folder, InstantSource clock) {
    return new StoreStaleness(StalenessMarker.in(folder), clock);
  }

  /** Before the application begins: empties stores that are too old. */
  public void judge(KafkaStreams streams) {
    Instant now = clock.instant();
    if (standstill.isTooLong(now)) {
      LOG.info("no note tells that local stores are recent enough: what there is of them comes back from the log");
      streams.cleanUp();
      standstill.caughtUp(now);
    }
    caughtUpAt = standstill.caughtUpAt();
  }

  /**
   * Looks how far the stores are; from time to time, while the application runs. Asks Kafka, and waits for its answer.
   *
   * @return whether they can still be used. If not, the process was stopped or the log away for too long: the application has to begin again
   */
  public boolean look(KafkaStreams streams) {
    Instant now = clock.instant();
    if (caughtUpAt.isEmpty() || StalenessMarker.isTooLong(caughtUpAt.get(), now)) {
      return false;
    }
    if (
      streams
        .allLocalStorePartitionLags()
        .values()
        .stream()
        .flatMap(partitions -> partitions.values().stream())
        .allMatch(lag -> lag.offsetLag() <= BEHIND)
    ) {
      caughtUpAt = Optional.of(now);
    }
    return true;
  }

  /** The application has ended in order: its stores are on the disk as they were. */
  public void ended() {
    caughtUpAt.ifPresent(standstill::caughtUp);
  }
}
