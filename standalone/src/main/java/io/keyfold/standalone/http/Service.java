package io.keyfold.standalone.http;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpMethod;

/**
 * The four services, and the first path segments and methods that they serve. The gateway and the routes of a cluster
 * have the same table.
 */
public enum Service {
  DEPLOYMENT(
    "deployment-service",
    Set.of(
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
    Set.of()
  ),
  AUTHCONFIG(
    "authconfig-service",
    Set.of(
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
    Set.of()
  ),
  SESSION(
    "session-service",
    Set.of("sessions", "session-providers", "credential-resolutions", "mcp"),
    Set.of("/tool-calls")
  ),
  LEDGER(
    "ledger-service",
    Set.of("usage", "costs", "price-lists", "exchange-rates", "exports", "budgets", "tool-calls", "audit-events"),
    Set.of()
  );

  private static final Set<HttpMethod> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD);

  private final String label;

  // Set.of is immutable.
  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> segments;

  @SuppressWarnings("ImmutableEnumChecker")
  private final Set<String> writePaths;

  Service(String label, Set<String> segments, Set<String> writePaths) {
    this.label = label;
    this.segments = segments;
    this.writePaths = writePaths;
  }

  /** {@return the service's name in a cluster, which is also its prefix on the management port} */
  public String label() {
    return label;
  }

  /** {@return the first segments of its paths; an empty one stands for the path {@code /}} */
  Set<String> segments() {
    return segments;
  }

  /** {@return the paths of which it serves all methods but GET and HEAD, which the service of the first segment serves} */
  Set<String> writePaths() {
    return writePaths;
  }

  /** {@return the service of a request, if any} */
  static Optional<Service> of(HttpMethod method, String path) {
    String segment = firstSegment(path);
    if (segment.isEmpty() && !path.equals("/")) {
      return Optional.empty();
    }
    Stream<Service> writers = READS.contains(method)
      ? Stream.empty()
      : Stream.of(values()).filter(service -> service.writePaths.contains(path));
    Stream<Service> owners = Stream.of(values()).filter(service -> service.segments.contains(segment));
    return Stream.concat(writers, owners).findFirst();
  }

  private static String firstSegment(String path) {
    int from = path.startsWith("/") ? 1 : 0;
    int to = path.indexOf('/', from);
    return path.substring(from, to < 0 ? path.length() : to);
  }
}
