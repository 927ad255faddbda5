package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AckFileTest {

  private static final int SLOT = 32 * 1024;
  private static final Acknowledged SEVEN = new Acknowledged(7, Map.of(0, 70L, 2, 72L));

  @TempDir
  Path folder;

  @Test
  void theLastStoredStateIsRead() throws Exception {
    store(new SpoolCheckpoint(SEVEN, 1), new SpoolCheckpoint(SEVEN, 2), new SpoolCheckpoint(SEVEN, 3));

    assertThat(last()).isEqualTo(new SpoolCheckpoint(SEVEN, 3));
  }

  @Test
  void aTornSlotLeavesTheOtherOneValid() throws Exception {
    store(new SpoolCheckpoint(SEVEN, 1), new SpoolCheckpoint(new Acknowledged(8, Map.of()), 2));
    byte[] bytes = Files.readAllBytes(file());
    // The second state is in the first slot.
    bytes[12] ^= 1;
    Files.write(file(), bytes);

    assertThat(last()).isEqualTo(new SpoolCheckpoint(SEVEN, 1));
  }

  @Test
  void theFileHasItsFullSizeFromTheStart() throws Exception {
    assertThat(last()).isEqualTo(SpoolCheckpoint.NOTHING);
    assertThat(file()).hasSize(2 * SLOT);

    store(new SpoolCheckpoint(SEVEN, 1), new SpoolCheckpoint(SEVEN, 2));
    assertThat(file()).hasSize(2 * SLOT);
  }

  @Test
  void theFileOfAnOlderReleaseIsReadAndExtended() throws Exception {
    Files.write(file(), older(SEVEN));

    assertThat(last()).isEqualTo(new SpoolCheckpoint(SEVEN, 0));
    assertThat(file()).hasSize(2 * SLOT);
    store(new SpoolCheckpoint(SEVEN, 5));
    assertThat(last()).isEqualTo(new SpoolCheckpoint(SEVEN, 5));
  }

  @Test
  void anOlderReleaseReadsSlotsAndItsWritesKeepThePromise() throws Exception {
    store(new SpoolCheckpoint(new Acknowledged(6, Map.of()), 4), new SpoolCheckpoint(SEVEN, 5));
    byte[] bytes = Files.readAllBytes(file());
    byte[] older = older(SEVEN);
    assertThat(bytes).startsWith(older);

    Acknowledged eight = new Acknowledged(8, Map.of(0, 80L));
    byte[] rolledBack = older(eight);
    System.arraycopy(rolledBack, 0, bytes, SLOT, rolledBack.length);
    Files.write(file(), bytes);

    assertThat(last()).isEqualTo(new SpoolCheckpoint(eight, 5));
  }

  @Test
  void aStateThatDoesNotFitIsRejectedAndThePreviousOneKept() throws Exception {
    Map<Integer, Long> many = IntStream.range(0, 3_000)
      .boxed()
      .collect(Collectors.toMap(partition -> partition, partition -> 1L));
    store(new SpoolCheckpoint(SEVEN, 1));

    assertThatThrownBy(() -> store(new SpoolCheckpoint(new Acknowledged(8, many), 2))).isInstanceOf(IOException.class);

    assertThat(last()).isEqualTo(new SpoolCheckpoint(SEVEN, 1));
  }

  private void store(SpoolCheckpoint... all) throws IOException {
    try (AckFile acknowledged = AckFile.open(folder)) {
      for (SpoolCheckpoint kept : all) {
        acknowledged.store(kept);
      }
    }
  }

  private SpoolCheckpoint last() throws IOException {
    try (AckFile acknowledged = AckFile.open(folder)) {
      return acknowledged.last();
    }
  }

  private Path file() {
    return folder.resolve("acknowledged");
  }

  /** A slot in the format of releases without promises. */
  private static byte[] older(Acknowledged acknowledged) {
    ByteBuffer body = ByteBuffer.allocate(8 + 12 * acknowledged.positions().size()).putLong(acknowledged.sequence());
    acknowledged.positions().forEach((partition, offset) -> body.putInt(partition).putLong(offset));
    CRC32C crc = new CRC32C();
    crc.update(body.array());
    return ByteBuffer.allocate(8 + body.capacity())
      .putInt(body.capacity())
      .putInt((int) crc.getValue())
      .put(body.array())
      .array();
  }
}
