package io.keyfold.standalone.boot;

import java.nio.file.Path;

/**
 * How a standalone process is to run.
 *
 * @param host the address of the public port
 * @param port the public port; 0 for a free one
 * @param data the data folder
 * @param kafkaPort for Kafka clients on loopback; 0 for a free one
 * @param managementPort for health, metrics and the registry on loopback; 0 for a free one
 */
public record Options(String host, int port, Path data, int kafkaPort, int managementPort) {
  /** Refuses what is no port. */
  public Options {
    for (int each : new int[] { port, kafkaPort, managementPort }) {
      if (each < 0 || each > 65_535) {
        throw new IllegalArgumentException("not a port: " + each);
      }
    }
  }
}
