package io.keyfold.chaos.cluster;

/**
 * One instance of a service.
 *
 * @param component its component name in {@link Cluster}
 * @param service the service's name
 * @param url base URL of its API, bypassing the gateway
 * @param actuator base URL of its management endpoints
 */
public record Instance(String component, String service, String url, String actuator) {
  /** What the suite asks instances for; by themselves they do not have the digests of their views at a port. */
  static final String ENDPOINTS = "health,prometheus,viewdigests";
}
