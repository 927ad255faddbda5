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
 * The spool: takes records in, writes them down in groups on a thread of its own, and gives them out in order to the one
 * {@link SpoolSender}.
 *
 * <p>It takes nothing before it is announced ({@link #announced}): others would not count with what it takes, and say that usage
 * is complete.
 *
 * <p>A write goes to the page cache: it survives the end of the process, by kill -9 too, but not the loss of the machine's
 * power. {@link SpoolSettings#strict()} waits for Kafka instead.
 */
final class DiskSpool implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DiskSpool.class);
  private static final int GROUP = 512;
  private static final int UNSTORED_TOLD = 100;
  /** By how much the clocks of instances may differ, as operators are told. */
  private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);

  private final SpoolSettings settings;
  private final Clock clock;
  private final SpoolFolder folder;
  private final AckFile ackFile;
  private final SegmentLog log;
  private final SpoolQueue intake;
  private final AckWaiters waiters = new AckWaiters();
  private final AtomicLong refused = new AtomicLong();
  private final SupervisedThread writer;
  private long nextSequence;
  private volatile boolean diskRefuses;
  private volatile boolean announced;
  private volatile SpoolCheckpoint kept;
  /** How often in a row what Kafka has could not be stored. Of the thread that sends. */
  private int unstored;

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
    this.kept = ackFile.last();
    long floor = Math.max(kept.promisedMicros(), log.recoveredFloorMicros());
    this.intake = new SpoolQueue(settings.queue(), settings.capacity().toBytes(), log.recovered(), floor);
    this.writer = threads.thread("usage-spool-writer", this::write);
  }

  /**
   * Opens the spool in its folder, with what an earlier run left there.
   *
   * @throws IOException if the folder cannot be used or another process has it
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
   * Completes once the record is written down; in strict mode, once Kafka has it.
   *
   * @param begun when the act began
   * @param end whether it is the end of an act whose begin is in the spool
   */
  Mono<Void> append(Instant begun, boolean end, PendingRecord draft) {
    return append(begun, end, draft, () -> {});
  }

  /**
   * As {@link #append(Instant, boolean, PendingRecord)}.
   *
   * @param unanswered run before this errors because the disk, or Kafka in strict mode, did not take it in time: the record is in the
   *     queue, and is sent when it is taken
   */
  Mono<Void> append(Instant begun, boolean end, PendingRecord draft, Runnable unanswered) {
    Mono<Void> taken = Mono.<Void>create(sink -> {
      if (!announced) {
        refused.incrementAndGet();
        sink.error(unavailable("The usage spool is not yet announced: calls are refused rather than served uncounted"));
      } else if (!intake.offer(SpoolTime.micros(begun), end, draft, sink)) {
        refused.incrementAndGet();
        sink.error(unavailable("The usage spool is full: calls are refused rather than served uncounted"));
      }
    });
    Mono<Void> bounded = settings.strict()
      ? taken.timeout(settings.strictTimeout(), late(unanswered, "The usage log does not answer"))
      : taken.timeout(settings.appendTimeout(), late(unanswered, "The usage spool does not write"));
    // Away from the writer, which the next group waits for.
    return bounded.publishOn(Schedulers.parallel());
  }

  /** {@return the time that acts are moved up to that are said to have begun before} */
  Instant floor() {
    return SpoolTime.instant(intake.floorMicros());
  }

  private Mono<Void> late(Runnable unanswered, String message) {
    return Mono.error(() -> {
      refused.incrementAndGet();
      unanswered.run();
      return unavailable(message);
    });
  }

  private static ApiException unavailable(String message) {
    return ApiException.of(ErrorCode.UNAVAILABLE, message, "Repeat the request later");
  }

  private void write() throws InterruptedException {
    List<SpoolQueue.Waiting> group = intake.take(GROUP);
    while (!group.isEmpty()) {
      writeGroup(group);
      group = intake.take(GROUP);
    }
  }

  private void writeGroup(List<SpoolQueue.Waiting> group) {
    boolean written = false;
    try {
      encodeAndStore(group);
      written = true;
    } finally {
      if (!written) {
        // The thread fails and begins again. Not with this group: what is on the disk of it would be counted twice.
        refuse(group);
      }
    }
  }

  private void refuse(List<SpoolQueue.Waiting> group) {
    if (intake.drop(group)) {
      refused.addAndGet(group.size());
      group.forEach(waiting -> waiting.sink().error(unavailable("The usage record cannot be written")));
    }
  }

  private void encodeAndStore(List<SpoolQueue.Waiting> group) {
    long first = nextSequence;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<MonoSink<Void>> sinks = new ArrayList<>(group.size());
    long valueBytes = 0;
    for (SpoolQueue.Waiting waiting : group) {
      try {
        SpoolEntry entry = waiting.draft().at(nextSequence, waiting.floorMicros());
        bytes.writeBytes(SpoolEntryFormat.encode(entry));
        valueBytes += entry.value().bytes().length;
        sinks.add(waiting.sink());
        nextSequence++;
      } catch (RuntimeException e) {
        LOG.error("usage spool: a record cannot be encoded, its call is refused: {}", e.toString());
        refused.incrementAndGet();
        waiting.sink().error(unavailable("The usage record cannot be written"));
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
      // First, since once it is on the disk it may be sent, and acknowledged, at any moment.
      waiters.add(first, sinks);
    }
    try {
      log.append(bytes, first, nextSequence - 1);
      diskRefuses = false;
    } catch (IOException e) {
      diskRefuses = true;
      // The sequences are not used again: part of them may be on the disk, and a gap harms nobody.
      LOG.error("usage spool: the disk refuses {} records, their calls are refused: {}", sinks.size(), e.toString());
      refused.addAndGet(sinks.size());
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

  /** {@return the next records to send, after a bounded wait for some; the same again until they are acknowledged} */
  List<SpoolEntry> next(int most, Duration wait) throws IOException, InterruptedException {
    intake.awaitBacklog(1, wait.toNanos());
    // In strict mode somebody waits for each of them.
    if (!settings.strict() && intake.backlog().records() > 0) {
      intake.awaitBacklog(most, settings.linger().toNanos());
    }
    return log.peek(most);
  }

  /**
   * Frees what Kafka has. A disk that refuses the mark, or to delete what is done with, does not hold up what comes next: after
   * a restart it is sent again, and counted once.
   *
   * @param entries what {@link #next} gave last, all of it
   * @param acknowledged the last of them, and per partition the last offset that this spool ever wrote
   */
  void acknowledged(List<SpoolEntry> entries, Acknowledged acknowledged) {
    kept = new SpoolCheckpoint(acknowledged, kept.promisedMicros());
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
      ackFile.store(kept);
      // Not before: without the records and without the mark, a start would not know up to which offsets they are.
      log.forget(kept.acknowledged().sequence());
      unstored = 0;
    } catch (IOException e) {
      unstored++;
      if (unstored % UNSTORED_TOLD == 1) {
        LOG.warn("usage spool: the disk refuses what Kafka has, {} times in a row: {}", unstored, e.toString());
      }
    }
  }

  /** {@return what Kafka has} */
  Acknowledged acknowledged() {
    return kept.acknowledged();
  }

  /**
   * {@return the time before which every act of this spool is on the log; nothing if it is not known, or cannot be kept} Acts
   * that come later are moved up to it, after a restart as well. Only for the thread that calls {@link #next}.
   */
  OptionalLong completeUntilMicros() throws IOException {
    List<SpoolEntry> oldest = log.peek(1);
    OptionalLong until = oldest.isEmpty()
      ? intake.raiseFloor(SpoolTime.micros(clock.instant()))
      : OptionalLong.of(oldest.getFirst().floorMicros());
    return until.isPresent() && keeps(until.getAsLong()) ? until : OptionalLong.empty();
  }

  private boolean keeps(long promisedMicros) {
    if (promisedMicros <= kept.promisedMicros()) {
      return true;
    }
    SpoolCheckpoint more = new SpoolCheckpoint(kept.acknowledged(), promisedMicros);
    try {
      ackFile.store(more);
    } catch (IOException e) {
      LOG.debug("usage spool: the disk refuses what would be promised: {}", e.toString());
      return false;
    }
    kept = more;
    return true;
  }

  /**
   * Takes records from here on: the log says that this spool is open, so that whoever asks how complete usage is counts with it.
   *
   * <p>Until then others may have said so up to their own time, which may be ahead of this one. No act is put before that.
   */
  void announced() {
    intake.floorAtLeast(SpoolTime.micros(clock.instant().plus(CLOCKS_DIFFER)));
    announced = true;
  }

  /** {@return whether it takes records, as far as the log is concerned} */
  boolean isAnnounced() {
    return announced;
  }

  /** {@return the spool's id} */
  String spoolId() {
    return folder.spoolId();
  }

  /** {@return what waits for Kafka} */
  Backlog backlog() {
    return intake.backlog();
  }

  /** {@return how many records wait for the disk} */
  int queued() {
    return intake.queued();
  }

  /** {@return whether a record would be taken now} */
  boolean hasRoom() {
    return announced && intake.hasRoom();
  }

  /**
   * {@return whether the disk takes records} As the last write showed; after one that failed a small file is tried, since nothing
   * else may be written to an instance that is out of service. Blocks for as long as that takes.
   */
  boolean diskWrites() {
    if (diskRefuses && folder.takesFiles()) {
      diskRefuses = false;
    }
    return !diskRefuses;
  }

  /** {@return how many records were refused since the start} */
  long refused() {
    return refused.get();
  }

  /** Refuses new records and writes down those that were taken. What waits for Kafka can still be read. */
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
