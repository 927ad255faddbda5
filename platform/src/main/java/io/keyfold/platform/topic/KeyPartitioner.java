package io.keyfold.platform.topic;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Utils;

/** Computes the partition that Kafka's default partitioner assigns to a key. */
public final class KeyPartitioner {

  private KeyPartitioner() {}

  /**
   * {@return the partition of the key}
   *
   * @param key the record key as text
   * @param count number of partitions of the topic; above 0
   */
  public static int partition(String key, int count) {
    return Utils.toPositive(Utils.murmur2(key.getBytes(StandardCharsets.UTF_8))) % count;
  }
}
