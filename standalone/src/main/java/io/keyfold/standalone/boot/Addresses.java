package io.keyfold.standalone.boot;

import java.util.List;

/**
 * The listen addresses of a running standalone.
 *
 * @param host address of the public port
 * @param port the public port
 * @param managementPort port of health, metrics and the registry
 * @param kafka host and port of the broker
 */
public record Addresses(String host, int port, int managementPort, String kafka) {
  /** {@return the base URL of the API; loopback for a wildcard address} */
  public String publicUrl() {
    String name = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return "http://" + (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
  }

  /** {@return the base URL of health and metrics} */
  public String managementUrl() {
    return "http://127.0.0.1:" + managementPort;
  }

  /** {@return the base URL of the schema registry} */
  public String registryUrl() {
    return managementUrl() + "/registry";
  }

  List<String> statusLines() {
    return List.of(
      "kafka       " + kafka,
      "registry    " + registryUrl(),
      "management  " + managementUrl() + "/health/ready"
    );
  }
}
