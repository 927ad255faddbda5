package io.keyfold.platform.topic;

/**
 * How large records may be, in bytes. What a caller sends grows on its way: a text is quoted again where it is stored. Each limit
 * leaves room for that, so that a command which was taken is never stuck behind a limit of Kafka's.
 */
public final class RecordSizes {

  /** A command as it is appended. A request that becomes a larger one is refused. */
  public static final int COMMAND = 512 * 1024;

  /**
   * An event, or an object of the state, as a decide task writes it. A command that would make a larger one is refused. With its
   * headers it is below 1 MiB, Kafka's own limit, with which topics of earlier releases were made.
   */
  public static final int DECIDED = 1_000_000;

  /**
   * A batch, as a topic takes it ({@code max.message.bytes}): several times what is ever written, whatever the brokers' default is.
   * keyfold-log.yml says the same of internal topics and of the producers that decide. Who fetches with a lower limit, as followers
   * and consumers do by default, is given a larger batch all the same, alone (KIP-74).
   */
  static final int BATCH = 4 * 1024 * 1024;

  private RecordSizes() {}
}
