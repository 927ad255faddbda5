package io.keyfold.session.spool;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.thread.ThreadSupervisor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Schedulers;

/**
 * The disk spool: accepts records, writes them in groups on its own thread, and passes them in order to the
 * {@link SpoolSender}.
 *
 * <p>It rejects records until it is {@link #announced}: other instances would otherwise report usage as complete
 * without them.
 *
 * <p>Writes go to the page cache: they survive the end of the process, even by kill -9, but not a power failure.
 * {@link SpoolSettings#strict()} waits for Kafka instead.
 */
final class DiskSpool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiskSpool.class);
  private static final int GROUP = 512;
  private static final int UNSTORED_LOG_INTERVAL = 100;
  /** Maximum clock difference between instances, as documented for operators. */
  private static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(1);

  private final SpoolSettings settings;
  private final Clock clock;
  private final SpoolFolder folder;
  private final AckFile ackFile;
  private final SegmentLog log;
  private final SpoolQueue intake;
  private final AckWaiters waiters = new AckWaiters();
  private final AtomicLong rejected = new AtomicLong();
  private final SupervisedThread writer;
  private long nextSequence;
  private volatile boolean diskFailing;
  private volatile boolean announced;
  private volatile SpoolCheckpoint checkpoint;
  /** Consecutive failures to store the acknowledgements. Accessed by the sending thread only. */
  private int storeFailures;

  private DiskSpool(
    SpoolSettings settings,
    Clock clock,
    ThreadSupervisor threads,
    SpoolFolder folder,
    AckFile ackFile,
    SegmentLog log
  ) {
    this.settings = settings;
    this.clock = clock;
    this.folder = folder;
    this.ackFile = ackFile;
    this.log = log;
    this.nextSequence = folder.firstSequence();
    this.checkpoint = ackFile.last();
    long floor = Math.max(checkpoint.promisedMicros(), log.recoveredFloorMicros());
    this.intake = new SpoolQueue(settings.queue(), settings.capacity().toBytes(), log.recovered(), floor);
    this.writer = threads.thread("usage-spool-writer", this::write);
  }

  /**
   * Opens the spool in its folder, including records of an earlier run.
   *
   * @throws IOException if the folder cannot be used or another process uses it
   */
  static DiskSpool open(SpoolSettings settings, Clock clock, ThreadSupervisor threads) throws IOException {
    SpoolFolder folder = SpoolFolder.open(settings.folder(), clock);
    AckFile ackFile = AckFile.open(folder.path());
    SegmentLog log = new SegmentLog(
      folder.path(),
      settings.segment().toBytes(),
      folder.firstSequence(),
      ackFile.last().acknowledged().sequence()
    );
    DiskSpool spool = new DiskSpool(settings, clock, threads, folder, ackFile, log);
    spool.writer.start();
    return spool;
  }

  /**
   * Appends a record; completes once it is on disk or, in strict mode, acknowledged by Kafka.
   *
   * @param start start time of the operation
   * @param completion whether it is the completion of an operation whose start is in the spool
   */
  Mono<Void> append(Instant start, boolean completion, PendingRecord draft) {
    return append(start, completion, draft, () -> {});
  }

  /**
   * Like {@link #append(Instant, boolean, PendingRecord)}.
   *
   * @param onTimeout run before this errors because the disk, or Kafka in strict mode, did not accept the record in
   *     time; the record stays queued and is sent once accepted
   */
  Mono<Void> append(Instant start, boolean completion, PendingRecord draft, Runnable onTimeout) {
    Mono<Void> taken = Mono.<Void>create(sink -> {
      if (!announced) {
        rejected.incrementAndGet();
        sink.error(
          unavailable("The usage spool is not ready yet: calls are rejected, since they could not be recorded")
        );
      } else if (!intake.offer(SpoolTime.micros(start), completion, draft, sink)) {
        rejected.incrementAndGet();
        sink.error(unavailable("The usage spool is full: calls are rejected, since they could not be recorded"));
      }
    });
    Mono<Void> bounded = settings.strict()
      ? taken.timeout(settings.strictTimeout(), late(onTimeout, "The usage log did not acknowledge the record in time"))
      : taken.timeout(settings.appendTimeout(), late(onTimeout, "The usage spool did not write the record in time"));
    // Leave the writer thread, which the next group waits for.
    return bounded.publishOn(Schedulers.parallel());
  }

  /** {@return the earliest start time of new operations; earlier ones are raised to it} */
  Instant floor() {
    return SpoolTime.instant(intake.floorMicros());
  }

  private Mono<Void> late(Runnable onTimeout, String message) {
    return Mono.error(() -> {
      rejected.incrementAndGet();
      onTimeout.run();
      return unavailable(message);
    });
  }

  private static ApiException unavailable(String message) {
    return ApiException.of(ErrorCode.UNAVAILABLE, message, "Retry the request later");
  }

  private void write() throws InterruptedException {
    List<SpoolQueue.QueuedRecord> group = intake.take(GROUP);
    while (!group.isEmpty()) {
      writeGroup(group);
      group = intake.take(GROUP);
    }
  }

  private void writeGroup(List<SpoolQueue.QueuedRecord> group) {
    boolean written = false;
    try {
      encodeAndStore(group);
      written = true;
    } finally {
      if (!written) {
        // The thread fails and restarts, but without this group: the part that is on disk would be counted twice.
        reject(group);
      }
    }
  }

  private void reject(List<SpoolQueue.QueuedRecord> group) {
    if (intake.drop(group)) {
      rejected.addAndGet(group.size());
      group.forEach(record -> record.sink().error(unavailable("The usage record cannot be written")));
    }
  }

  private void encodeAndStore(List<SpoolQueue.QueuedRecord> group) {
    long first = nextSequence;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<MonoSink<Void>> sinks = new ArrayList<>(group.size());
    long valueBytes = 0;
    for (SpoolQueue.QueuedRecord record : group) {
      try {
        SpoolEntry entry = record.draft().at(nextSequence, record.floorMicros());
        bytes.writeBytes(SpoolEntryFormat.encode(entry));
        valueBytes += entry.value().bytes().length;
        sinks.add(record.sink());
        nextSequence++;
      } catch (RuntimeException e) {
        LOG.error("usage spool: a record cannot be encoded, its call is rejected: {}", e.toString());
        rejected.incrementAndGet();
        record.sink().error(unavailable("The usage record cannot be written"));
      }
    }
    if (sinks.isEmpty()) {
      intake.wrote(group.size(), Backlog.NONE);
      return;
    }
    store(group.size(), ByteBuffer.wrap(bytes.toByteArray()), first, sinks, valueBytes);
  }

  private void store(int count, ByteBuffer bytes, long first, List<MonoSink<Void>> sinks, long valueBytes) {
    if (settings.strict()) {
      // Before the write, since a record on disk may be sent and acknowledged at any moment.
      waiters.add(first, sinks);
    }
    try {
      log.append(bytes, first, nextSequence - 1);
      diskFailing = false;
    } catch (IOException e) {
      diskFailing = true;
      // The sequences are not reused: part of the records may be on disk, and gaps are harmless.
      LOG.error("usage spool: the disk rejected {} records, their calls are rejected: {}", sinks.size(), e.toString());
      rejected.addAndGet(sinks.size());
      waiters.drop(first);
      intake.wrote(count, Backlog.NONE);
      sinks.forEach(sink -> sink.error(unavailable("The usage spool cannot be written")));
      return;
    }
    intake.wrote(count, new Backlog(sinks.size(), valueBytes));
    if (!settings.strict()) {
      sinks.forEach(MonoSink::success);
    }
  }

  /** {@return the next records to send, after a bounded wait; the same until they are acknowledged} */
  List<SpoolEntry> next(int max, Duration wait) throws IOException, InterruptedException {
    intake.awaitBacklog(1, wait.toNanos());
    // In strict mode callers wait for each record.
    if (!settings.strict() && intake.backlog().records() > 0) {
      intake.awaitBacklog(max, settings.linger().toNanos());
    }
    return log.peek(max);
  }

  /**
   * Releases records that Kafka has acknowledged. If the disk rejects the acknowledgement or a deletion, sending
   * continues. After a restart these records are sent again and counted once.
   *
   * @param entries all entries that {@link #next} returned last
   * @param acknowledged the last of them, and the last offset that this spool ever wrote, by partition
   */
  void acknowledged(List<SpoolEntry> entries, Acknowledged acknowledged) {
    checkpoint = new SpoolCheckpoint(acknowledged, checkpoint.promisedMicros());
    log.advance(acknowledged.sequence());
    long bytes = entries
      .stream()
      .mapToLong(entry -> entry.value().bytes().length)
      .sum();
    intake.acknowledged(new Backlog(entries.size(), bytes));
    waiters.complete(acknowledged.sequence());
    storeAcknowledged();
  }

  private void storeAcknowledged() {
    try {
      ackFile.store(checkpoint);
      // Only after storing: without the records and the acknowledgement, a restart would not know their offsets.
      log.forget(checkpoint.acknowledged().sequence());
      storeFailures = 0;
    } catch (IOException e) {
      storeFailures++;
      if (storeFailures % UNSTORED_LOG_INTERVAL == 1) {
        LOG.warn("usage spool: storing acknowledgements failed {} times in a row: {}", storeFailures, e.toString());
      }
    }
  }

  /** {@return what Kafka has acknowledged} */
  Acknowledged acknowledged() {
    return checkpoint.acknowledged();
  }

  /**
   * {@return the time before which every operation of this spool is on the log; empty if unknown, or if it cannot be
   * stored} Later operations are raised to it, also after a restart. Call only on the thread that calls {@link #next}.
   */
  OptionalLong completeUntilMicros() throws IOException {
    List<SpoolEntry> oldest = log.peek(1);
    OptionalLong until = oldest.isEmpty()
      ? intake.raiseFloor(SpoolTime.micros(clock.instant()))
      : OptionalLong.of(oldest.getFirst().floorMicros());
    return until.isPresent() && storesPromise(until.getAsLong()) ? until : OptionalLong.empty();
  }

  private boolean storesPromise(long promisedMicros) {
    if (promisedMicros <= checkpoint.promisedMicros()) {
      return true;
    }
    SpoolCheckpoint updated = new SpoolCheckpoint(checkpoint.acknowledged(), promisedMicros);
    try {
      ackFile.store(updated);
    } catch (IOException e) {
      LOG.debug("usage spool: storing the watermark failed: {}", e.toString());
      return false;
    }
    checkpoint = updated;
    return true;
  }

  /**
   * Accepts records from now on: the log contains this spool, so the completeness watermark includes it.
   *
   * <p>Until then, other instances may have reported completeness up to their own clock, which may be ahead. Operations
   * are raised above that.
   */
  void announced() {
    intake.floorAtLeast(SpoolTime.micros(clock.instant().plus(MAX_CLOCK_SKEW)));
    announced = true;
  }

  /** {@return whether the spool is announced on the log} */
  boolean isAnnounced() {
    return announced;
  }

  /** {@return the spool's id} */
  String spoolId() {
    return folder.spoolId();
  }

  /** {@return the records that wait for Kafka} */
  Backlog backlog() {
    return intake.backlog();
  }

  /** {@return number of records waiting for the disk} */
  int queued() {
    return intake.queued();
  }

  /** {@return whether a record would be accepted now} */
  boolean hasRoom() {
    return announced && intake.hasRoom();
  }

  /**
   * {@return whether the disk accepts records} Based on the last write. After a failure it tries a small file, since an
   * instance out of service gets no other writes. Blocks on that write.
   */
  boolean diskWrites() {
    if (diskFailing && folder.takesFiles()) {
      diskFailing = false;
    }
    return !diskFailing;
  }

  /** {@return number of records rejected since the start} */
  long rejected() {
    return rejected.get();
  }

  /** Rejects new records and writes the accepted ones. Records that wait for Kafka can still be read. */
  void stopIntake() {
    intake.close();
    writer.end(settings.closeTimeout());
  }

  @Override
  public void close() throws IOException {
    stopIntake();
    log.close();
    ackFile.close();
    folder.close();
  }
}
