package io.keyfold.session.tokens;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.credentials.AuthConfig;
import reactor.core.publisher.Mono;

/** Gives the access tokens of grants. */
@FunctionalInterface
public interface AccessTokens {
  /**
   * {@return the auth config of a grant with its current access token as value, refreshed first if it has expired}
   * Errors with {@link io.keyfold.platform.error.ApiException} if there is none.
   */
  Mono<AuthConfig> current(TenantId tenant, AuthConfig config);
}
