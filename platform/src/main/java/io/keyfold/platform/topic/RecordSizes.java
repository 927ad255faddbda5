package io.keyfold.platform.topic;

/**
 * Limits of record sizes, in bytes. Data grows on its way, since stored text is escaped again. Each limit leaves room
 * for that, so an accepted command never exceeds a later limit of Kafka.
 */
public final class RecordSizes {

  /** Maximum size of a serialized command; requests that exceed it are rejected. */
  public static final int COMMAND = 512 * 1024;

  /**
   * Maximum size of an event or state object that a decide task writes; commands whose result exceeds it are rejected.
   * With headers it stays below 1 MiB, Kafka's default limit, with which earlier releases created topics.
   */
  public static final int DECIDED = 1_000_000;

  /**
   * Maximum batch size of topics ({@code max.message.bytes}): several times the largest write, independent of the
   * brokers' default. keyfold-log.yml sets the same for internal topics and deciding producers. Consumers and followers
   * with a lower fetch limit still receive a larger batch (KIP-74).
   */
  static final int BATCH = 4 * 1024 * 1024;

  private RecordSizes() {}
}
