package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.server.ServerWebExchange;

/**
 * Who makes a request, as authentication found it. A controller takes it as an argument.
 *
 * @param tenant the one tenant that the caller's key is bound to
 * @param actor who is written into events
 * @param scopes what the key may do
 * @param requestId id of the HTTP request, {@code req_...}
 */
public record Caller(TenantId tenant, Actor actor, Set<String> scopes, String requestId) {
  private static final String ATTRIBUTE = Caller.class.getName();

  /** Copies the scopes. */
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /**
   * Does nothing if the key may do what the scope stands for.
   *
   * @throws ApiException 403, which names the scope, if it may not
   */
  public void require(String scope) {
    if (!scopes.contains(scope)) {
      throw ApiException.of(
        ErrorCode.FORBIDDEN,
        "The API key lacks the scope " + scope,
        "Use a key with the scope " + scope
      );
    }
  }

  /** Makes this the caller of the exchange; for whoever authenticates. */
  public void attach(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }

  /** {@return the caller of the exchange, if somebody authenticated it} */
  static Optional<Caller> find(ServerWebExchange exchange) {
    return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
  }

  /** {@return the caller of the exchange; errors with 401 where nobody authenticated it} */
  public static Caller of(ServerWebExchange exchange) {
    return find(exchange).orElseThrow(() ->
      ApiException.of(
        ErrorCode.UNAUTHORIZED,
        "This request needs an API key",
        "Send the header Authorization: Bearer <key>"
      )
    );
  }
}
