package io.keyfold.session.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class SpoolEntryFormatTest {

  @Property(tries = 300)
  void entriesRoundTrip(
    @ForAll long sequence,
    @ForAll long floor,
    @ForAll @StringLength(max = 80) String key,
    @ForAll @Size(max = 300) byte[] value
  ) {
    SpoolEntry entry = new SpoolEntry(sequence, floor, key, Map.of("ce_id", key), new Payload(value));

    ByteBuffer bytes = ByteBuffer.wrap(SpoolEntryFormat.encode(entry));

    assertThat(SpoolEntryFormat.decode(bytes)).contains(entry);
    assertThat(bytes.remaining()).isZero();
  }

  @Property(tries = 300)
  void aTornEntryIsRejected(@ForAll @Size(max = 60) byte[] value, @ForAll @IntRange(min = 0, max = 1_000) int share) {
    byte[] whole = SpoolEntryFormat.encode(new SpoolEntry(7, 1, "pdp_1", Map.of(), new Payload(value)));
    ByteBuffer part = ByteBuffer.wrap(whole, 0, (share * (whole.length - 1)) / 1_000);

    assertThat(SpoolEntryFormat.decode(part)).isEmpty();
    assertThat(part.position()).isZero();
  }

  @Property(tries = 300)
  void aDamagedEntryIsRejected(
    @ForAll @IntRange(min = 0, max = 7) int bit,
    @ForAll @IntRange(min = 0, max = 999) int where
  ) {
    byte[] bytes = SpoolEntryFormat.encode(new SpoolEntry(7, 1, "pdp_1", Map.of("a", "b"), new Payload(new byte[40])));
    bytes[(where * bytes.length) / 1_000] ^= (byte) (1 << bit);

    assertThat(SpoolEntryFormat.decode(ByteBuffer.wrap(bytes))).isEmpty();
  }
}
