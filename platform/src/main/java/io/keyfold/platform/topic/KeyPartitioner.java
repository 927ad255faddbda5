package io.keyfold.platform.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Tells where Kafka's default partitioner puts the records of a key. */
public final class KeyPartitioner {

  private KeyPartitioner() {}

  /**
   * {@return the partition of the key}
   *
   * @param key the text of the record's key
   * @param count how many partitions the topic has; above 0
   */
  public static int partition(String key, int count) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % count;
  }
}
