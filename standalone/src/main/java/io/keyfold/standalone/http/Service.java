package io.keyfold.standalone.http;

import java.util.Optional;

/** The three services and which first path segments are theirs. In a cluster the gateway holds the same table. */
public enum Service {
  DEPLOYMENT("deployment-service"),
  AUTHCONFIG("authconfig-service"),
  SESSION("session-service");

  private final String label;

  Service(String label) {
    this.label = label;
  }

  /** {@return the name as in the cluster, also its prefix on the management listener} */
  public String label() {
    return label;
  }

  /** {@return who answers the path, if anybody does} */
  static Optional<Service> ofPath(String path) {
    return switch (firstSegment(path)) {
      case
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
        "organization" -> Optional.of(DEPLOYMENT);
      case "provider-auth-configs" -> Optional.of(AUTHCONFIG);
      case
        "sessions",
        "session-providers",
        "tool-calls",
        "credential-resolutions",
        "usage",
        "audit-events",
        "mcp" -> Optional.of(SESSION);
      default -> Optional.empty();
    };
  }

  private static String firstSegment(String path) {
    int from = path.startsWith("/") ? 1 : 0;
    int to = path.indexOf('/', from);
    return path.substring(from, to < 0 ? path.length() : to);
  }
}
