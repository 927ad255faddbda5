package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentLogTest {

  private static final List<String> TEXTS = List.of("a", "b", "c", "d");
  private static final int LENGTH = entry(1, "a").length;

  @TempDir
  Path folder;

  @Test
  @Tag("promise-6")
  void readingADamagedEntryFailsInsteadOfWaiting() throws Exception {
    try (SegmentLog log = open(1)) {
      appendAll(log);
      damage(2 * LENGTH + 12);

      assertThat(Spools.texts(log.peek(100))).containsExactly("a", "b");
      log.advance(2);

      assertTimeoutPreemptively(Duration.ofSeconds(10), () ->
        assertThatThrownBy(() -> log.peek(100))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("damaged at " + 2 * LENGTH)
      );
    }
  }

  @ParameterizedTest
  // Damage in the length, in the checksum and in the body of an entry.
  @ValueSource(ints = { 0, 3, 5, 12 })
  void openingSkipsDamageAndReadsWholeEntriesAfterIt(int at) throws Exception {
    try (SegmentLog log = open(1)) {
      appendAll(log);
    }
    damage(LENGTH + at);
    long size = Files.size(segment());

    try (SegmentLog log = open(10)) {
      assertThat(log.recovered().records()).isEqualTo(3);
      assertThat(segment()).hasSize(size);
      assertThat(Spools.texts(log.peek(1))).containsExactly("a");
      log.advance(1);
      assertThat(Spools.texts(readOn(log))).containsExactly("c", "d");
    }
  }

  @Test
  void aSegmentWithADamagedFirstEntryIsNotEmpty() throws Exception {
    try (SegmentLog log = open(1)) {
      appendAll(log);
    }
    damage(12);

    assertThat(textsAfterAStart()).containsExactly("b", "c", "d");
  }

  @Test
  void largeDamageIsSkipped() throws Exception {
    String large = "x".repeat(200_000);
    try (SegmentLog log = open(1)) {
      append(log, 1, "a");
      append(log, 2, large);
      append(log, 3, large);
      append(log, 4, "d");
    }
    damage(LENGTH + 12);
    damage(LENGTH + entry(2, large).length + 12);

    assertThat(textsAfterAStart()).containsExactly("a", "d");
  }

  @Test
  void aDamagedFileIsRenamedInsteadOfDeleted() throws Exception {
    try (SegmentLog log = open(1)) {
      appendAll(log);
    }
    Path segment = segment();
    damage(LENGTH + 12);
    byte[] bytes = Files.readAllBytes(segment);

    try (SegmentLog log = open(10)) {
      readOn(log);
      log.forget(4);
    }

    assertThat(segment).doesNotExist();
    assertThat(segment.resolveSibling(segment.getFileName() + ".damaged")).hasBinaryContent(bytes);
    try (SegmentLog log = open(20)) {
      assertThat(log.recovered()).isEqualTo(Backlog.NONE);
    }
  }

  @Test
  void afterAnErrorTheNextGroupGoesToAnotherFile() throws Exception {
    try (SegmentLog log = open(1)) {
      append(log, 1, "a");
      refused(log, 2);
      append(log, 3, "c");

      assertThat(segments()).hasSize(2);
      assertThat(textsAfterAStart()).containsExactly("a", "c");
    }
  }

  @Test
  void rejectedGroupsLeaveNoEmptyFiles() throws Exception {
    try (SegmentLog log = open(1)) {
      append(log, 1, "a");
      for (int i = 2; i < 10; i++) {
        refused(log, i);
      }
      assertThat(segments()).hasSize(1);

      append(log, 10, "b");
    }
    assertThat(textsAfterAStart()).containsExactly("a", "b");
  }

  @Test
  void aPartialWriteIsTruncatedOnClose() throws Exception {
    try (SegmentLog log = open(1)) {
      append(log, 1, "a");
      refused(log, 2);
      // The state after an error following the last byte.
      Files.write(segment(), entry(2, "refused"), StandardOpenOption.APPEND);
      append(log, 3, "c");
    }

    assertThat(textsAfterAStart()).containsExactly("a", "c");
  }

  /** An interrupted thread can neither write to a file nor truncate it. */
  private static void refused(SegmentLog log, long sequence) {
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> append(log, sequence, "refused")).isInstanceOf(IOException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private SegmentLog open(long firstSequence) throws IOException {
    return new SegmentLog(folder, 1_000_000, firstSequence, 0);
  }

  private List<String> textsAfterAStart() throws IOException {
    try (SegmentLog log = open(20)) {
      return Spools.texts(readOn(log));
    }
  }

  private static void appendAll(SegmentLog log) throws IOException {
    for (int i = 0; i < TEXTS.size(); i++) {
      append(log, i + 1, TEXTS.get(i));
    }
  }

  private static void append(SegmentLog log, long sequence, String text) throws IOException {
    log.append(ByteBuffer.wrap(entry(sequence, text)), sequence, sequence);
  }

  private static byte[] entry(long sequence, String text) {
    return SpoolEntryFormat.encode(Spools.draft(text).at(sequence, 1));
  }

  private static List<SpoolEntry> readOn(SegmentLog log) throws IOException {
    List<SpoolEntry> all = new ArrayList<>();
    List<SpoolEntry> entries = log.peek(100);
    while (!entries.isEmpty()) {
      all.addAll(entries);
      log.advance(entries.getLast().sequence());
      entries = log.peek(100);
    }
    return all;
  }

  private void damage(long at) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(segment().toFile(), "rw")) {
      file.seek(at);
      int before = file.read();
      file.seek(at);
      file.write(before ^ 0x55);
    }
  }

  private Path segment() throws IOException {
    return segments().getFirst();
  }

  private List<Path> segments() throws IOException {
    return Segment.files(folder);
  }
}
