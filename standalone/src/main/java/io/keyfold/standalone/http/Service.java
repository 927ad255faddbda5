package io.keyfold.standalone.http;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The three services and which first path segments are theirs. In a cluster the gateway and the ingress hold the same table. */
public enum Service {
  DEPLOYMENT(
    "deployment-service",
    "",
    "openapi.json",
    "docs",
    "health",
    "ping",
    "providers",
    "provider-versions",
    "provider-specifications",
    "provider-auth-methods",
    "provider-tools",
    "providers-tools",
    "provider-deployments",
    "custom-providers",
    "tenants",
    "organization"
  ),
  AUTHCONFIG("authconfig-service", "provider-auth-configs"),
  SESSION(
    "session-service",
    "sessions",
    "session-providers",
    "tool-calls",
    "credential-resolutions",
    "usage",
    "audit-events",
    "mcp"
  );

  private final String label;

  // Of Set.of, which nobody can change.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> segments;

  Service(String label, String... segments) {
    this.label = label;
    this.segments = Set.of(segments);
  }

  /** {@return the name as in the cluster, also its prefix on the management listener} */
  public String label() {
    return label;
  }

  /** {@return the first segments of its paths; an empty one stands for the path {@code /}} */
  Set<String> segments() {
    return segments;
  }

  /** {@return who answers the path, if anybody does} */
  static Optional<Service> ofPath(String path) {
    String segment = firstSegment(path);
    if (segment.isEmpty() && !path.equals("/")) {
      return Optional.empty();
    }
    return Stream.of(values())
      .filter(service -> service.segments.contains(segment))
      .findFirst();
  }

  private static String firstSegment(String path) {
    int from = path.startsWith("/") ? 1 : 0;
    int to = path.indexOf('/', from);
    return path.substring(from, to < 0 ? path.length() : to);
  }
}
