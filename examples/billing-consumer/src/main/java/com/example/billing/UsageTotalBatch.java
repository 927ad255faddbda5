package com.example.billing;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.kafka.support.KafkaHeaders;
import org.springframework.messaging.Message;

/** The totals of one poll. */
final class UsageTotalBatch {

  private UsageTotalBatch() {}

  /** {@return the last total of each key, in the order of keys, so that two transactions cannot deadlock} */
  static Collection<UsageTotal> of(Message<? extends List<?>> message, UsageTotalDecoder decoder) {
    List<?> keys = message.getHeaders().get(KafkaHeaders.RECEIVED_KEY, List.class);
    if (keys == null) {
      throw new IllegalArgumentException("records without keys; batch-mode must be true");
    }
    List<?> values = message.getPayload();
    Map<String, UsageTotal> last = new TreeMap<>();
    for (int i = 0; i < values.size(); i++) {
      // Keyfold writes no tombstones to the topic; an operator's would mean nothing for bills.
      if (keys.get(i) instanceof String key && values.get(i) instanceof byte[] value) {
        last.merge(key, decoder.decode(key, value), UsageTotalBatch::later);
      }
    }
    return last.values();
  }

  private static UsageTotal later(UsageTotal one, UsageTotal other) {
    return one.sourceOffset() >= other.sourceOffset() ? one : other;
  }
}
