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
  /** The management endpoints that the suite needs; view digests are not exposed by default. */
  static final String ENDPOINTS = "health,prometheus,viewdigests";
}
