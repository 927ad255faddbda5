package io.keyfold.session.spool;

import java.util.Map;

/**
 * One record in the spool, as it will be sent.
 *
 * @param sequence its position in the spool, rising
 * @param floorMicros no act that is spooled after this entry began before this time; microseconds since 1970
 * @param key the Kafka record's key
 * @param headers the Kafka record's headers
 * @param value the Kafka record's value in wire format, with the id of its schema: it can be sent however long it waits
 */
record SpoolEntry(long sequence, long floorMicros, String key, Map<String, String> headers, Payload value) {
  /** Copies the headers. */
  SpoolEntry {
    headers = Map.copyOf(headers);
  }
}
