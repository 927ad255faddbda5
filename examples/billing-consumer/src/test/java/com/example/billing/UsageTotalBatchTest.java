package com.example.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.kafka.support.KafkaNull;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

class UsageTotalBatchTest {

  private final EncodedTotals totals = new EncodedTotals();
  private final UsageTotalDecoder decoder = new UsageTotalDecoder(id -> EncodedTotals.SCHEMA);

  @Test
  void theTotalWithTheHighestSourceOffsetOfEachKeyIsKept() {
    Message<List<Object>> message = message(
      List.of("b", "a", "b", "b", "c"),
      totals.value(4),
      totals.value(1),
      totals.value(6),
      totals.value(5),
      KafkaNull.INSTANCE
    );

    assertThat(UsageTotalBatch.of(message, decoder))
      .extracting(total -> total.key() + total.sourceOffset())
      .containsExactly("a1", "b6");
  }

  @Test
  void aMessageWithoutKeysIsRejected() {
    Message<List<Object>> message = MessageBuilder.withPayload(List.<Object>of(totals.value(1))).build();

    assertThatThrownBy(() -> UsageTotalBatch.of(message, decoder)).isInstanceOf(IllegalArgumentException.class);
  }

  private static Message<List<Object>> message(List<String> keys, Object... values) {
    return MessageBuilder.withPayload(Arrays.asList(values)).setHeader(KafkaHeaders.RECEIVED_KEY, keys).build();
  }
}
