package io.keyfold.chaos.cluster;

/**
 * One instance of a service.
 *
 * @param component its name for {@link Cluster}
 * @param service the service's name
 * @param url its own API, past any gateway
 * @param actuator its management endpoints
 */
public record Instance(String component, String service, String url, String actuator) {
  /** What the suite asks instances for; by themselves they do not have the digests of their views at a port. */
  static final String ENDPOINTS = "health,prometheus,viewdigests";
}
