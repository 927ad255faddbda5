package io.keyfold.standalone.http;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The four services and the first path segments they serve. The gateway and the ingress of a cluster have the same
 * table.
 */
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
  AUTHCONFIG(
    "authconfig-service",
    "provider-auth-configs",
    "provider-auth-credentials",
    "provider-auth-config-imports",
    "provider-auth-config-exports",
    "provider-config-schema",
    "provider-configs",
    "provider-setup-sessions",
    "setup-settings",
    "setup-session",
    "oauth",
    "assets",
    "branding",
    "users",
    "webhook-endpoints"
  ),
  SESSION(
    "session-service",
    "sessions",
    "session-providers",
    "tool-calls",
    "credential-resolutions",
    "audit-events",
    "mcp"
  ),
  LEDGER("ledger-service", "usage");

  private final String label;

  // Set.of is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> segments;

  Service(String label, String... segments) {
    this.label = label;
    this.segments = Set.of(segments);
  }

  /** {@return the service's name in a cluster, which is also its prefix on the management port} */
  public String label() {
    return label;
  }

  /** {@return the first segments of its paths; an empty one stands for the path {@code /}} */
  Set<String> segments() {
    return segments;
  }

  /** {@return the service of a path, if any} */
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
