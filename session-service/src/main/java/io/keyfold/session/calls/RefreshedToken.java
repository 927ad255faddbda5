package io.keyfold.session.calls;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.tokens.TokenSource;
import reactor.core.publisher.Mono;

/** A newer access token of a grant, after the provider refused the one that was used. */
final class RefreshedToken implements AlternativeCredential {

  private final TokenSource tokens;

  RefreshedToken(TokenSource tokens) {
    this.tokens = tokens;
  }

  @Override
  public String name() {
    return "refreshed_token";
  }

  @Override
  public Mono<Resolved> after(TenantId tenant, Resolved refused) {
    AuthConfig config = refused.config();
    return config != null && config.use() == AuthConfig.Use.GRANT
      ? tokens.renewed(tenant, config).map(refused::with)
      : Mono.empty();
  }
}
