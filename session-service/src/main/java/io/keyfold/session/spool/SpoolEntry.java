package io.keyfold.session.spool;

import java.util.Map;

/**
 * A record in the spool, as it will be sent.
 *
 * @param sequence its increasing position in the spool
 * @param floorMicros earliest start time of operations spooled after this entry; microseconds since 1970
 * @param key key of the Kafka record
 * @param headers headers of the Kafka record
 * @param value value of the Kafka record in wire format with its schema id, so that it can be sent at any later time
 */
record SpoolEntry(long sequence, long floorMicros, String key, Map<String, String> headers, Payload value) {
  /** Copies the headers. */
  SpoolEntry {
    headers = Map.copyOf(headers);
  }
}
