package io.keyfold.authconfig.transfers;

import io.keyfold.authconfig.credentials.AuthConfigWrites;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenPair;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.versions.CredentialVersion;
import io.keyfold.authconfig.versions.SealedVersion;
import io.keyfold.authconfig.versions.TypedCredential;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.VaultException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Opens the values of auth configs for exports. */
final class ExportedValues {

  private static final JsonMapper JSON = JsonMapper.shared();

  private final View authConfigs;
  private final View tokens;
  private final Vault vault;
  private final TokenVault tokenVault;

  ExportedValues(View authConfigs, View tokens, Vault vault, TokenVault tokenVault) {
    this.authConfigs = authConfigs;
    this.tokens = tokens;
    this.vault = vault;
    this.tokenVault = tokenVault;
  }

  /** {@return the current value as a JSON object in the form of an import; empty if there is none} */
  Mono<String> of(TenantId tenant, String authConfigId) {
    return tokens
      .await(TokenState.key(tenant, authConfigId))
      .filter(state -> state.tokens() != null)
      .flatMap(state -> grant(tenant, state))
      .switchIfEmpty(Mono.defer(() -> typed(tenant, authConfigId)))
      .onErrorMap(VaultException.class, ExportedValues::unreadable);
  }

  private Mono<String> grant(TenantId tenant, TokenState state) {
    SealedTokens sealed = state.tokens();
    return sealed == null
      ? Mono.empty()
      : tokenVault.open(tenant, state.id(), sealed).map(pair -> {
          try (pair) {
            return json(pair, sealed);
          }
        });
  }

  private static String json(TokenPair pair, SealedTokens sealed) {
    ObjectNode value = JSON.createObjectNode().put("access_token", text(pair.access()));
    put(value, "refresh_token", pair.refresh() == null ? null : text(pair.refresh()));
    put(value, "expires_at", sealed.expiresAt() == null ? null : sealed.expiresAt().toString());
    put(value, "scope", sealed.scopesGranted().isEmpty() ? null : String.join(" ", sealed.scopesGranted()));
    return JSON.writeValueAsString(value);
  }

  private static void put(ObjectNode value, String name, @Nullable String text) {
    if (text != null) {
      value.put(name, text);
    }
  }

  private Mono<String> typed(TenantId tenant, String id) {
    return authConfigs
      .await(tenant.value(), state ->
        state.find(TypedCredential.key(tenant, id)).flatMap(typed -> {
          CredentialVersion current = typed.versions().current();
          return state
            .find(SealedVersion.key(tenant, id, current.number()))
            .map(sealed -> open(tenant, id, current, sealed));
        })
      )
      .flatMap(Function.identity());
  }

  private Mono<String> open(TenantId tenant, String id, CredentialVersion version, SealedVersion sealed) {
    SealContext context = new SealContext(tenant, id, version.valueVersion(), AuthConfigWrites.PURPOSE);
    return vault.open(context, sealed.value().toSealed()).map(secret -> {
      try (secret) {
        return text(secret);
      }
    });
  }

  private static String text(Secret secret) {
    return secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private static ApiException unreadable(VaultException e) {
    return e.reason() == VaultException.Reason.ERASED
      ? ApiException.of(ErrorCode.GONE, "The value of the auth config was erased")
      : ApiException.of(ErrorCode.UNAVAILABLE, "The keys are temporarily unavailable: retry the request");
  }
}
