package io.keyfold.authconfig.grants;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.SealedValue;
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
 * Seals and opens the tokens of grants, and is the only place that knows their form: the access token is a JSON object
 * with {@code access_token}, as other credentials are; the refresh token is the bare text. Both share a data key.
 * Errors with {@link io.keyfold.platform.vault.VaultException}. Thread-safe.
 */
public final class TokenVault {

  private static final String ACCESS_TOKEN = "access_token";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Vault vault;

  /** Seals with the vault. */
  public TokenVault(Vault vault) {
    this.vault = vault;
  }

  /**
   * What tokens are sealed for.
   *
   * @param tenant the owner
   * @param authConfigId the grant, which may not exist yet
   * @param version version of the tokens, from 1
   */
  public record Place(TenantId tenant, String authConfigId, long version) {
    SealContext context(String purpose) {
      return new SealContext(tenant, authConfigId, version, purpose);
    }
  }

  /**
   * Sealed tokens.
   *
   * @param access the access token
   * @param refresh the refresh token; null if there is none
   */
  public record SealedPair(Sealed access, @Nullable Sealed refresh) {}

  /**
   * {@return the sealed tokens} The caller closes the secrets.
   *
   * @param keyId the grant's data key; null creates one
   */
  public Mono<SealedPair> seal(Place place, Secret access, @Nullable Secret refresh, @Nullable String keyId) {
    return Mono.using(
      () -> Secret.takeOver(access.use(TokenVault::json)),
      json -> vault.seal(place.context(SealedTokens.ACCESS), json, keyId),
      Secret::close
    ).flatMap(sealed ->
      refresh == null
        ? Mono.just(new SealedPair(sealed, null))
        : vault
            .seal(place.context(SealedTokens.REFRESH), refresh, sealed.getKeyId())
            .map(second -> new SealedPair(sealed, second))
    );
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
    return seal(new Place(tenant, authConfigId, valueVersion), tokens.access(), tokens.refresh(), keyId).map(pair ->
      TokenSet.newBuilder(facts)
        .setAccess(pair.access())
        .setRefresh(pair.refresh())
        .setValueVersion(valueVersion)
        .build()
    );
  }

  /** {@return both tokens; the caller closes them} */
  public Mono<TokenPair> open(TenantId tenant, String authConfigId, SealedTokens tokens) {
    return access(tenant, authConfigId, tokens).flatMap(token ->
      refresh(tenant, authConfigId, tokens)
        .map(refresh -> new TokenPair(token, refresh))
        .switchIfEmpty(Mono.fromSupplier(() -> new TokenPair(token, null)))
        .doOnError(e -> token.close())
    );
  }

  /** {@return the access token; the caller closes it} */
  public Mono<Secret> access(TenantId tenant, String authConfigId, SealedTokens tokens) {
    return open(new Place(tenant, authConfigId, tokens.valueVersion()), SealedTokens.ACCESS, tokens.access()).map(
      json -> {
        try (json) {
          return Secret.ofText(json.use(bytes -> JSON.readTree(bytes).path(ACCESS_TOKEN).stringValue()));
        }
      }
    );
  }

  /** {@return the refresh token; empty if there is none. The caller closes it} */
  public Mono<Secret> refresh(TenantId tenant, String authConfigId, SealedTokens tokens) {
    SealedValue sealed = tokens.refresh();
    return sealed == null
      ? Mono.empty()
      : open(new Place(tenant, authConfigId, tokens.valueVersion()), SealedTokens.REFRESH, sealed);
  }

  private Mono<Secret> open(Place place, String purpose, SealedValue sealed) {
    return vault.open(place.context(purpose), sealed.toSealed());
  }

  private static byte[] json(byte[] token) {
    return JSON.writeValueAsBytes(Map.of(ACCESS_TOKEN, new String(token, StandardCharsets.UTF_8)));
  }
}
