package io.keyfold.platform.log.deadletter;

/**
 * Where a record is on the log.
 *
 * @param topic topic
 * @param partition partition
 * @param offset offset
 */
public record Position(String topic, int partition, long offset) {
  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
