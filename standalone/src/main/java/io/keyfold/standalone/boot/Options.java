package io.keyfold.standalone.boot;

import java.nio.file.Path;

/**
 * The options of a standalone process.
 *
 * @param host address of the public port
 * @param port the public port; 0 for a free one
 * @param data the data folder
 * @param kafkaPort port of the broker, on loopback; 0 for a free one
 * @param managementPort port of health, metrics and the registry, on loopback; 0 for a free one
 */
public record Options(String host, int port, Path data, int kafkaPort, int managementPort) {
  /** Validates the ports. */
  public Options {
    for (int value : new int[] { port, kafkaPort, managementPort }) {
      if (value < 0 || value > 65_535) {
        throw new IllegalArgumentException("invalid port: " + value);
      }
    }
  }
}
