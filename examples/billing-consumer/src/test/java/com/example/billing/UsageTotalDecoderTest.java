package com.example.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class UsageTotalDecoderTest {

  private final EncodedTotals totals = new EncodedTotals();
  private final UsageTotalDecoder decoder = new UsageTotalDecoder(id -> {
    assertThat(id).isEqualTo(EncodedTotals.ID);
    return EncodedTotals.SCHEMA;
  });

  @Test
  void aTotalOfALaterSchemaIsDecoded() {
    UsageTotal total = decoder.decode("k", totals.value(7));

    assertThat(total).isEqualTo(
      new UsageTotal(
        "k",
        Instant.EPOCH,
        "tnt_1",
        "prv_1",
        "pdp_1",
        null,
        null,
        "a\uFFFDb",
        null,
        "tool_calls",
        "UNKNOWN",
        "call",
        new BigDecimal("1.500000000"),
        2,
        0,
        0,
        0,
        1,
        7,
        Instant.EPOCH.plusSeconds(1)
      )
    );
  }

  @Test
  void otherBytesAreRejected() {
    byte[] otherFormat = totals.value(7);
    otherFormat[0] = 1;
    byte[] truncated = ByteBuffer.allocate(6)
      .put((byte) 0)
      .putInt(EncodedTotals.ID)
      .array();

    assertThatThrownBy(() -> decoder.decode("k", otherFormat)).isInstanceOf(UndecodableTotalException.class);
    assertThatThrownBy(() -> decoder.decode("k", new byte[4])).isInstanceOf(UndecodableTotalException.class);
    assertThatThrownBy(() -> decoder.decode("k", truncated)).isInstanceOf(UndecodableTotalException.class);
  }
}
