package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.schema.Actor;
import java.util.Optional;
import java.util.Set;
import org.springframework.web.server.ServerWebExchange;

/**
 * The authenticated caller of a request; available as a controller argument.
 *
 * @param tenant the tenant that the caller's key is bound to
 * @param actor the actor that is recorded in events
 * @param scopes granted scopes
 * @param requestId id of the HTTP request, {@code req_...}
 */
public record Caller(TenantId tenant, Actor actor, Set<String> scopes, String requestId) {
  private static final String ATTRIBUTE = Caller.class.getName();

  /** Copies the scopes. */
  public Caller {
    scopes = Set.copyOf(scopes);
  }

  /**
   * Verifies that the key has a scope.
   *
   * @throws ApiException 403 with the name of the missing scope
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

  /** Sets this as the caller of the exchange; called by authentication. */
  public void attach(ServerWebExchange exchange) {
    exchange.getAttributes().put(ATTRIBUTE, this);
  }

  /** {@return the caller of the exchange; empty if it is not authenticated} */
  static Optional<Caller> find(ServerWebExchange exchange) {
    return Optional.ofNullable(exchange.getAttribute(ATTRIBUTE));
  }

  /** {@return the caller of the exchange; errors with 401 if it is not authenticated} */
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
