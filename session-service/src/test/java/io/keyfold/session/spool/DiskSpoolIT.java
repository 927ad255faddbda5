package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class DiskSpoolIT {

  @TempDir
  Path folder;

  @TempDir
  Path other;

  @Test
  @Tag("promise-6")
  void appendedRecordsSurviveTheProcess() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "a", "b", "c");
      Path left = Spools.copy(folder, other.resolve("left"));

      try (DiskSpool again = Spools.open(left, Spools.CLOCK)) {
        assertThat(again.spoolId()).isEqualTo(spool.spoolId());
        assertThat(again.backlog().records()).isEqualTo(3);
        assertThat(Spools.texts(next(again))).containsExactly("a", "b", "c");
      }
    }
  }

  @Test
  @Tag("promise-6")
  void anErrorOfTheWriterThreadRejectsOnlyItsCurrentGroup() throws Exception {
    SimpleMeterRegistry meters = new SimpleMeterRegistry();
    ThreadSupervisor threads = new ThreadSupervisor(meters);
    PendingRecord broken = (sequence, floor) -> {
      throw new StackOverflowError("on purpose");
    };
    try (DiskSpool spool = DiskSpool.open(Spools.settings(folder), Spools.CLOCK, threads)) {
      spool.announced();
      Spools.append(spool, "a");

      assertRefused(spool.append(Spools.NOW, false, broken), "The usage record cannot be written");
      Spools.append(spool, "b");

      assertThat(Spools.texts(next(spool))).containsExactly("a", "b");
      assertThat(spool.queued()).isZero();
      assertThat(threads.down()).isEmpty();
      assertThat(meters.get("keyfold.threads.failures").tag("thread", "usage-spool-writer").counter().count()).isOne();
    }
  }

  @Test
  @Tag("promise-6")
  void aRecordNotWrittenInTimeIsRejectedOnce() throws Exception {
    CountDownLatch disk = new CountDownLatch(1);
    AtomicInteger told = new AtomicInteger();
    PendingRecord slow = (sequence, floor) -> {
      try {
        disk.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return Spools.draft("slow").at(sequence, floor);
    };
    try (DiskSpool spool = DiskSpool.open(hasty(Spools.settings(folder)), Spools.CLOCK, Spools.threads())) {
      spool.announced();

      assertRefused(
        spool.append(Spools.NOW, false, slow, told::incrementAndGet),
        "The usage spool did not write the record in time"
      );
      assertThat(told).hasValue(1);
      disk.countDown();

      // A record that was rejected late is still sent; its caller sends the completion of an operation not attempted.
      Awaitility.await().untilAsserted(() -> assertThat(Spools.texts(next(spool))).containsExactly("slow"));
    }
  }

  private static SpoolSettings hasty(SpoolSettings all) {
    return new SpoolSettings(
      all.folder(),
      all.capacity(),
      all.queue(),
      all.segment(),
      Duration.ofMillis(50),
      all.strict(),
      all.strictTimeout(),
      all.batch(),
      all.linger(),
      all.watermarkInterval(),
      all.idleInterval(),
      all.sendTimeout(),
      all.closeTimeout()
    );
  }

  private static void assertRefused(Mono<Void> append, String message) {
    assertThatThrownBy(() -> append.block(Duration.ofSeconds(30))).isInstanceOfSatisfying(ApiException.class, e -> {
      assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
      assertThat(e.text()).isEqualTo(message);
    });
  }

  @Test
  void aTornTailIsTruncatedAndNothingBeforeIt() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "a", "b", "torn");
      long whole = Files.size(segments(folder).getFirst());
      int tail = SpoolEntryFormat.encode(Spools.draft("torn").at(1, 1)).length;

      for (int missing = 1; missing < tail; missing += 7) {
        Path left = Spools.copy(folder, other.resolve("torn" + missing));
        try (RandomAccessFile file = new RandomAccessFile(segments(left).getFirst().toFile(), "rw")) {
          file.setLength(whole - missing);
        }
        try (DiskSpool again = Spools.open(left, Spools.CLOCK)) {
          Spools.append(again, "d");
          assertThat(Spools.texts(next(again))).containsExactly("a", "b");
          acknowledge(again);
          assertThat(Spools.texts(next(again))).containsExactly("d");
        }
      }
    }
  }

  @Test
  void sequencesIncreaseAcrossRestartsEvenIfTheDiskLostSentRecords() throws Exception {
    long last;
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "a", "b");
      last = next(spool).getLast().sequence();
    }
    for (Path segment : segments(folder)) {
      Files.delete(segment);
    }
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "c");
      assertThat(next(spool).getFirst().sequence()).isGreaterThan(last);
    }
  }

  @Test
  void onlyUnacknowledgedRecordsAreReturnedAgain() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "a", "b");
      assertThat(Spools.texts(next(spool))).containsExactly("a", "b");
      assertThat(Spools.texts(next(spool))).containsExactly("a", "b");

      acknowledge(spool);
      Spools.append(spool, "c");
      assertThat(Spools.texts(next(spool))).containsExactly("c");
      Path left = Spools.copy(folder, other.resolve("left"));

      try (DiskSpool again = Spools.open(left, Spools.CLOCK)) {
        assertThat(Spools.texts(next(again))).containsExactly("c");
      }
    }
  }

  @Test
  void acknowledgedFilesAreDeleted() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(
        spool,
        IntStream.range(0, 300)
          .mapToObj(i -> "x".repeat(100))
          .toArray(String[]::new)
      );
      assertThat(segments(folder)).hasSizeGreaterThan(5);

      List<SpoolEntry> entries = next(spool);
      while (!entries.isEmpty()) {
        spool.acknowledged(entries, new Acknowledged(entries.getLast().sequence(), Map.of()));
        entries = next(spool);
      }

      assertThat(segments(folder)).hasSize(1);
      assertThat(spool.backlog()).isEqualTo(Backlog.NONE);
    }
  }

  @Test
  void aFullSpoolRejectsStartsAndStillAcceptsCompletions() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      String big = "x".repeat(64 * 1024);
      Spools.append(
        spool,
        IntStream.range(0, 16)
          .mapToObj(i -> big)
          .toArray(String[]::new)
      );

      assertThatThrownBy(() -> Spools.append(spool, "refused"))
        .isInstanceOfSatisfying(ApiException.class, error -> assertThat(error.code().status()).isEqualTo(503))
        .hasMessageContaining("usage spool is full");
      spool.append(Spools.NOW, true, Spools.draft("end")).block(Duration.ofSeconds(5));
      assertThat(spool.rejected()).isEqualTo(1);

      acknowledge(spool);
      Spools.append(spool, "room again");
    }
  }

  @Test
  void anInstanceWithAFailingDiskIsOutOfServiceUntilTheDiskRecovers() throws Exception {
    Path disk = Files.createDirectory(other.resolve("disk"));
    Path gone = other.resolve("gone");
    try (DiskSpool spool = Spools.open(disk, Spools.CLOCK)) {
      Spools.append(spool, "x".repeat(8 * 1024));
      acknowledge(spool);
      assertThat(spool.diskWrites()).isTrue();

      Files.move(disk, gone);
      assertThatThrownBy(() -> Spools.append(spool, "refused")).hasMessageContaining("cannot be written");
      assertThat(spool.diskWrites()).isFalse();

      Files.move(gone, disk);
      assertThat(spool.diskWrites()).isTrue();
      assertThat(disk.resolve("trial")).doesNotExist();
      Spools.append(spool, "taken");
      assertThat(Spools.texts(next(spool)))
        .contains("taken")
        .doesNotContain("refused");
    }
  }

  @Test
  void aFolderInUseIsRejected() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      assertThat(spool.backlog()).isEqualTo(Backlog.NONE);
      assertThatThrownBy(() -> Spools.open(folder, Spools.CLOCK))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("in use by another process");
    }
  }

  @Test
  void aTornAckFileCausesAResendAndNoLoss() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "a");
      acknowledge(spool);
      Spools.append(spool, "b");
      acknowledge(spool);
      Spools.append(spool, "c");
    }
    try (RandomAccessFile file = new RandomAccessFile(folder.resolve("acknowledged").toFile(), "rw")) {
      file.seek(10);
      file.write(0x55);
    }
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      assertThat(Spools.texts(next(spool))).containsExactly("b", "c");
    }
  }

  @Test
  @Tag("promise-6")
  void completenessEndsAtTheOldestUnacknowledgedRecord() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      assertThat(spool.completeUntilMicros()).hasValue(SpoolTime.micros(Spools.NOW.plusSeconds(1)));

      spool.append(Spools.NOW.plusSeconds(3), false, Spools.draft("a")).block(Duration.ofSeconds(5));
      spool.append(Spools.NOW.plusSeconds(9), false, Spools.draft("b")).block(Duration.ofSeconds(5));
      assertThat(spool.completeUntilMicros()).hasValue(SpoolTime.micros(Spools.NOW.plusSeconds(3)));

      acknowledge(spool);
      assertThat(spool.completeUntilMicros()).hasValue(SpoolTime.micros(Spools.NOW.plusSeconds(9)));
    }
  }

  @Test
  @Tag("promise-6")
  void aLateOperationIsRaisedToTheFloor() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      long promised = spool.completeUntilMicros().getAsLong();

      spool.append(Spools.NOW.minusSeconds(1), false, Spools.draft("late")).block(Duration.ofSeconds(5));

      assertThat(next(spool).getFirst().floorMicros()).isEqualTo(promised);
    }
  }

  @Test
  void aSpoolThatIsNotAnnouncedRejectsRecords() throws Exception {
    try (DiskSpool spool = DiskSpool.open(Spools.settings(folder), Spools.CLOCK, Spools.threads())) {
      assertThatThrownBy(() -> Spools.append(spool, "refused"))
        .isInstanceOfSatisfying(ApiException.class, error -> assertThat(error.code().status()).isEqualTo(503))
        .hasMessageContaining("not ready yet");
      assertThat(spool.hasRoom()).isFalse();

      spool.announced();

      Spools.append(spool, "taken");
      assertThat(Spools.texts(next(spool))).containsExactly("taken");
      assertThat(spool.hasRoom()).isTrue();
    }
  }

  @Test
  @Tag("promise-6")
  void recordsAfterAnOpeningAreAfterCompletenessReportedByOthers() throws Exception {
    Instant ofOthers = Spools.NOW.plusMillis(900);
    try (DiskSpool spool = DiskSpool.open(Spools.settings(folder), Spools.CLOCK, Spools.threads())) {
      assertThat(spool.completeUntilMicros()).hasValue(SpoolTime.micros(Spools.NOW));

      spool.announced();
      Spools.append(spool, "a");

      assertThat(next(spool).getFirst().floorMicros()).isGreaterThanOrEqualTo(SpoolTime.micros(ofOthers));
    }
  }

  @Test
  @Tag("promise-6")
  void theFloorHoldsAfterARestartWithAClockThatWasSetBack() throws Exception {
    long promised;
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      promised = spool.completeUntilMicros().getAsLong();
    }
    try (DiskSpool spool = Spools.open(folder, Clock.offset(Spools.CLOCK, Duration.ofHours(-1)))) {
      assertThat(spool.completeUntilMicros()).hasValue(promised);
      spool.append(Spools.NOW.minusSeconds(3_600), false, Spools.draft("late")).block(Duration.ofSeconds(5));

      assertThat(next(spool).getFirst().floorMicros()).isEqualTo(promised);
    }
  }

  @Test
  void noOperationPrecedesOneLeftOnDiskByAnEarlierRun() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      spool.append(Spools.NOW.plusSeconds(9), false, Spools.draft("left")).block(Duration.ofSeconds(5));
    }
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "earlier");
      acknowledge(spool);

      assertThat(next(spool).getFirst().floorMicros()).isEqualTo(SpoolTime.micros(Spools.NOW.plusSeconds(9)));
    }
  }

  @Test
  @Tag("promise-6")
  void aFolderThatLostItsIdentityReusesNoSequence() throws Exception {
    List<Long> used = new ArrayList<>();
    for (String text : List.of("a", "b")) {
      try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
        Spools.append(spool, text);
        used.add(next(spool).getLast().sequence());
        acknowledge(spool);
      }
    }
    Files.delete(folder.resolve("identity"));
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "c");
      assertThat(next(spool))
        .singleElement()
        .extracting(SpoolEntry::sequence, InstanceOfAssertFactories.LONG)
        .isGreaterThan(used.getLast());
      used.add(next(spool).getLast().sequence());
    }
    // Also without the acknowledgements: the names of the segments still determine the sequence.
    Files.delete(folder.resolve("identity"));
    Files.delete(folder.resolve("acknowledged"));
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "d");
      acknowledge(spool);
      assertThat(next(spool))
        .singleElement()
        .extracting(SpoolEntry::sequence, InstanceOfAssertFactories.LONG)
        .isGreaterThan(used.getLast());
    }
  }

  @Test
  void anAcknowledgementThatCannotBeStoredDelaysNothing() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "a");
      List<SpoolEntry> first = next(spool);

      spool.acknowledged(first, new Acknowledged(first.getLast().sequence(), tooMany()));

      assertThat(spool.backlog()).isEqualTo(Backlog.NONE);
      Spools.append(spool, "b");
      assertThat(Spools.texts(next(spool))).containsExactly("b");
      try (DiskSpool again = Spools.open(Spools.copy(folder, other.resolve("left")), Spools.CLOCK)) {
        assertThat(Spools.texts(next(again))).containsExactly("a", "b");
      }
      acknowledge(spool);
      try (DiskSpool again = Spools.open(Spools.copy(folder, other.resolve("stored")), Spools.CLOCK)) {
        assertThat(next(again)).isEmpty();
      }
    }
  }

  @Test
  void aFailedDeletionIsRetriedWithALaterBatch() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "x".repeat(8 * 1024), "second file");
      Path stuck = segments(folder).getFirst();
      Files.delete(stuck);
      Path inside = Files.createDirectories(stuck.resolve("inside"));

      acknowledge(spool);

      assertThat(spool.backlog().records()).isEqualTo(1);
      assertThat(stuck).exists();
      Files.delete(inside);
      assertThat(Spools.texts(next(spool))).containsExactly("second file");
      acknowledge(spool);
      assertThat(stuck).doesNotExist();
    }
  }

  @Test
  @Tag("promise-6")
  void aPromiseThatCannotBeStoredIsNotPublished() throws Exception {
    try (DiskSpool spool = Spools.open(folder, Spools.CLOCK)) {
      Spools.append(spool, "a");
      List<SpoolEntry> first = next(spool);
      spool.acknowledged(first, new Acknowledged(first.getLast().sequence(), tooMany()));

      assertThat(spool.completeUntilMicros()).isEmpty();
    }
  }

  /** More partitions than the file has room for: it rejects them as a full disk would. */
  private static Map<Integer, Long> tooMany() {
    return IntStream.range(0, 3_000)
      .boxed()
      .collect(Collectors.toMap(partition -> partition, partition -> 1L));
  }

  private static List<SpoolEntry> next(DiskSpool spool) throws Exception {
    return spool.next(1_000, Duration.ofMillis(1));
  }

  private static void acknowledge(DiskSpool spool) throws Exception {
    List<SpoolEntry> entries = next(spool);
    spool.acknowledged(entries, new Acknowledged(entries.getLast().sequence(), Map.of(0, 5L)));
  }

  private static List<Path> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
        .filter(file -> file.toString().endsWith(".segment"))
        .sorted()
        .toList();
    }
  }
}
