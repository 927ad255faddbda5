package io.keyfold.platform.access;

import java.util.List;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Paths that are served without an API key, because they need none or authenticate by themselves.
 *
 * @param patterns as Spring's mappings understand them
 */
public record PublicPaths(List<PathPattern> patterns) {
  /**
   * What describes Keyfold to anybody, {@code /health} and {@code /ping}, health and metrics (on the management port), and MCP,
   * which authenticates by itself.
   */
  public static final PublicPaths DEFAULT = PublicPaths.of(
    "/",
    "/openapi.json",
    "/docs/**",
    "/health",
    "/ping",
    "/actuator/**",
    "/mcp/**"
  );

  /** Copies the patterns. */
  public PublicPaths {
    patterns = List.copyOf(patterns);
  }

  /** {@return these patterns} */
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
