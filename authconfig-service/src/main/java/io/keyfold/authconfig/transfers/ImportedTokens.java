package io.keyfold.authconfig.transfers;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.credentials.SubmittedValue;
import io.keyfold.authconfig.grants.TokenPair;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.vault.Secret;
import io.keyfold.schema.Sealed;
import io.keyfold.schema.TokenSet;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Seals imported tokens. The value is valid by the auth method's output schema. */
final class ImportedTokens {

  private static final Sealed UNSEALED = new Sealed("", ByteBuffer.allocate(0), "");

  private final TokenVault vault;

  ImportedTokens(TokenVault vault) {
    this.vault = vault;
  }

  /**
   * {@return the sealed tokens} Errors with the API error of what could not be sealed.
   *
   * @param keyId the grant's data key, replaced if it is erased by now; null creates one
   * @param app the app that can refresh them; empty if there is none
   */
  Mono<TokenSet> seal(
    ImportWrites.Attempt attempt,
    String authConfigId,
    long version,
    @Nullable String keyId,
    Optional<Apps.OwnedApp> app
  ) {
    SubmittedValue value = attempt.body().value();
    TenantId tenant = attempt.write().tenant();
    TokenSet.Builder facts = TokenSet.newBuilder()
      .setAccess(UNSEALED)
      .setValueVersion(version)
      .setObtainedAt(attempt.write().at())
      .setExpiresAt(expiry(value.text("expires_at")))
      .setRefreshable(app.isPresent() && value.text("refresh_token") != null)
      .setScopesGranted(scopes(value.text("scope")))
      .setAppId(app.map(owned -> owned.app().id()).orElse(null))
      .setAppVersion(app.map(owned -> owned.app().current().number()).orElse(null))
      .setIssuer(app.map(owned -> owned.app().issuer()).orElse(null));
    return Mono.using(
      () -> pair(value),
      tokens ->
        Sealing.replacingErased(Optional.ofNullable(keyId), key ->
          vault.seal(tenant, authConfigId, version, key.orElse(null), tokens, facts)
        ),
      TokenPair::close
    ).doOnNext(set -> {
      String sealedWith = set.getAccess().getKeyId();
      if (!sealedWith.equals(keyId)) {
        attempt.newKeys().accept(sealedWith);
      }
    });
  }

  private static TokenPair pair(SubmittedValue value) {
    String refresh = value.text("refresh_token");
    return new TokenPair(
      Secret.ofText(String.valueOf(value.text("access_token"))),
      refresh == null ? null : Secret.ofText(refresh)
    );
  }

  private static @Nullable Instant expiry(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw ApiException.invalid("format", "Must be a time in UTC, e.g. 2026-01-02T03:04:05Z", "value", "expires_at");
    }
  }

  private static List<String> scopes(@Nullable String text) {
    return text == null
      ? List.of()
      : Stream.of(text.split("[ ,]+"))
          .filter(scope -> !scope.isEmpty())
          .toList();
  }
}
