package io.keyfold.platform.log.deadletter;

import org.apache.kafka.streams.processor.api.ProcessingContext;

/**
 * The coordinates of a record on the log.
 *
 * @param topic topic
 * @param partition partition
 * @param offset offset
 */
public record RecordCoordinates(String topic, int partition, long offset) {
  /** {@return the coordinates of the record that the processor is processing} */
  public static RecordCoordinates of(ProcessingContext context) {
    return context
      .recordMetadata()
      .map(data -> new RecordCoordinates(data.topic(), data.partition(), data.offset()))
      .orElseThrow();
  }

  @Override
  public String toString() {
    return topic + "-" + partition + "@" + offset;
  }
}
