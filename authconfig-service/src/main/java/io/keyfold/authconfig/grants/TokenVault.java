package io.keyfold.authconfig.grants;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.schema.Sealed;
import io.keyfold.schema.TokenSet;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * Seals and opens the tokens of grants. Access and refresh token have purposes of their own, so what calls tools cannot
 * open a refresh token by mistake. Errors with {@link io.keyfold.platform.vault.VaultException}. Thread-safe.
 */
public final class TokenVault {

  private static final String ACCESS_TOKEN = "access_token";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Vault vault;

  /** Creates a token vault. */
  public TokenVault(Vault vault) {
    this.vault = vault;
  }

  /**
   * {@return the facts with the sealed tokens} The caller keeps and closes the tokens.
   *
   * @param valueVersion version in the seal context of both, from 1
   * @param keyId the grant's data key; null creates one
   * @param facts the other fields of the record
   */
  public Mono<TokenSet> seal(
    TenantId tenant,
    String authConfigId,
    long valueVersion,
    @Nullable String keyId,
    TokenPair tokens,
    TokenSet.Builder facts
  ) {
    SealContext access = new SealContext(tenant, authConfigId, valueVersion, SealedTokens.ACCESS);
    SealContext refresh = new SealContext(tenant, authConfigId, valueVersion, SealedTokens.REFRESH);
    return Mono.using(() -> object(tokens.access()), json -> vault.seal(access, json, keyId), Secret::close).flatMap(
      sealed -> {
        TokenSet.Builder set = TokenSet.newBuilder(facts).setAccess(sealed).setValueVersion(valueVersion);
        Secret refreshToken = tokens.refresh();
        return refreshToken == null
          ? Mono.fromSupplier(() -> set.setRefresh(null).build())
          : vault.seal(refresh, refreshToken, sealed.getKeyId()).map(second -> set.setRefresh(second).build());
      }
    );
  }

  /** {@return the tokens; the caller closes them} */
  public Mono<TokenPair> open(TenantId tenant, String authConfigId, SealedTokens tokens) {
    SealContext access = new SealContext(tenant, authConfigId, tokens.valueVersion(), SealedTokens.ACCESS);
    return vault
      .open(access, tokens.access().toSealed())
      .map(TokenVault::token)
      .flatMap(token ->
        openRefresh(tenant, authConfigId, tokens)
          .map(refresh -> new TokenPair(token, refresh))
          .switchIfEmpty(Mono.fromSupplier(() -> new TokenPair(token, null)))
          .doOnError(e -> token.close())
      );
  }

  /** {@return the refresh token; empty if there is none. The caller closes it} */
  public Mono<Secret> openRefresh(TenantId tenant, String authConfigId, SealedTokens tokens) {
    if (tokens.refresh() == null) {
      return Mono.empty();
    }
    Sealed sealed = tokens.refresh().toSealed();
    return vault.open(new SealContext(tenant, authConfigId, tokens.valueVersion(), SealedTokens.REFRESH), sealed);
  }

  /** The form that is injected into calls: the properties of an OAuth method's output schema. */
  private static Secret object(Secret token) {
    return token.use(bytes ->
      Secret.takeOver(JSON.writeValueAsBytes(Map.of(ACCESS_TOKEN, new String(bytes, StandardCharsets.UTF_8))))
    );
  }

  private static Secret token(Secret json) {
    try (json) {
      return json.use(bytes -> Secret.ofText(JSON.readTree(bytes).path(ACCESS_TOKEN).stringValue()));
    }
  }
}
