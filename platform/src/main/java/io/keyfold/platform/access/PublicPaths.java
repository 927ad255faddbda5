package io.keyfold.platform.access;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Paths that are served without an API key, because they need none or have their own authentication.
 *
 * @param patterns patterns in Spring's path syntax
 */
public record PublicPaths(List<PathPattern> patterns) {
  /**
   * Public descriptions of the API, {@code /health} and {@code /ping}, health and metrics (on the management port), MCP,
   * which has its own authentication, and the pages of setup sessions, which are for users without a key.
   */
  public static final PublicPaths DEFAULT = PublicPaths.of(
    "/",
    "/openapi.json",
    "/docs/**",
    "/health",
    "/ping",
    "/actuator/**",
    "/mcp/**",
    "/setup-session/**",
    "/oauth/**",
    "/assets/**"
  );

  /** Copies the patterns. */
  public PublicPaths {
    patterns = List.copyOf(patterns);
  }

  /** {@return the paths of the patterns} */
  public static PublicPaths of(String... patterns) {
    return new PublicPaths(List.of(patterns).stream().map(PathPatternParser.defaultInstance::parse).toList());
  }

  boolean contain(PathContainer path) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(path));
  }

  boolean contain(PathPattern pattern) {
    return patterns.stream().anyMatch(free -> free.matches(PathContainer.parsePath(pattern.getPatternString())));
  }
}
