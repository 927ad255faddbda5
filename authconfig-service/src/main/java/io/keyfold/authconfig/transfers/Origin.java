package io.keyfold.authconfig.transfers;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;

/**
 * Where a transfer was requested from, for its record.
 *
 * @param ip address of the caller, or of the proxy in front
 * @param userAgent the first {@value #MAX_LENGTH} characters of its User-Agent
 */
record Origin(@Nullable String ip, @Nullable String userAgent) {
  private static final int MAX_LENGTH = 200;

  static Origin of(ServerHttpRequest request) {
    InetSocketAddress remote = request.getRemoteAddress();
    String agent = request.getHeaders().getFirst(HttpHeaders.USER_AGENT);
    return new Origin(
      remote == null || remote.getAddress() == null ? null : remote.getAddress().getHostAddress(),
      agent == null || agent.length() <= MAX_LENGTH ? agent : agent.substring(0, MAX_LENGTH)
    );
  }
}
