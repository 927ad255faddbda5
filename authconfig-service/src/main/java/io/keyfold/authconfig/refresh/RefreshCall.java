package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.grants.ConsentedAccount;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.SignedGrant;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.VaultException;
import io.keyfold.schema.RefreshResult;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Makes the provider call of a refresh. Thread-safe. */
final class RefreshCall {

  private static final String INVALID_CLIENT = "invalid_client";

  private final RefreshTargets targets;
  private final TokenVault vault;
  private final OAuthClient client;
  private final ProviderBreakers breakers;
  private final RefreshResults results;
  private final RefreshCommands commands;

  RefreshCall(
    RefreshTargets targets,
    TokenVault vault,
    OAuthClient client,
    ProviderBreakers breakers,
    RefreshResults results,
    RefreshCommands commands
  ) {
    this.targets = targets;
    this.vault = vault;
    this.client = client;
    this.breakers = breakers;
    this.results = results;
    this.commands = commands;
  }

  /**
   * {@return the result to record; empty if the call was not made because it was no longer allowed}
   *
   * <p>If the provider refuses the version of the app that obtained the grant, and the app has a newer one, that is
   * tried as well: a refused app consumes no refresh token.
   *
   * @param allowed tells just before a call whether it may be made
   */
  Mono<FinishRefresh> make(Attempt attempt, BooleanSupplier allowed) {
    return with(attempt, targets.of(attempt.grant()), material ->
      called(attempt, material, allowed).flatMap(result ->
        refusesApp(result) && material.target().outdated()
          ? withCurrent(attempt, allowed)
          : results.of(attempt, material, result)
      )
    )
      .onErrorResume(TargetMissingException.class, e -> failed(attempt, e.code(), e.getMessage()))
      .onErrorResume(VaultException.class, e ->
        failed(attempt, "credential_" + e.reason(), "The secrets that the call needs cannot be opened")
      );
  }

  private Mono<FinishRefresh> withCurrent(Attempt attempt, BooleanSupplier allowed) {
    return with(attempt, targets.current(attempt.grant()), material ->
      called(attempt, material, allowed).flatMap(result -> results.of(attempt, material, result))
    );
  }

  private <T> Mono<T> with(Attempt attempt, Mono<RefreshTarget> target, Function<CallMaterial, Mono<T>> use) {
    return Mono.usingWhen(target.flatMap(found -> material(attempt, found)), use, material ->
      Mono.fromRunnable(material::close)
    );
  }

  private Mono<CallMaterial> material(Attempt attempt, RefreshTarget target) {
    TokenState grant = attempt.grant();
    return vault
      .openRefresh(grant.tenant(), grant.id(), Objects.requireNonNull(grant.tokens()))
      .map(token -> new CallMaterial(target, token))
      .switchIfEmpty(Mono.fromSupplier(() -> new CallMaterial(target, null)))
      .doOnError(e -> target.close());
  }

  private Mono<TokenResult> called(Attempt attempt, CallMaterial material, BooleanSupplier allowed) {
    return Mono.defer(() -> {
      if (!allowed.getAsBoolean()) {
        return Mono.empty();
      }
      return breakers
        .permit(attempt.grant().providerId())
        .map(permit ->
          call(attempt.grant(), material)
            .doOnNext(permit::ended)
            .doOnError(e -> permit.unused())
        )
        .orElseGet(() -> Mono.error(new TargetMissingException("circuit_open", "Calls of the provider keep failing")));
    });
  }

  private Mono<TokenResult> call(TokenState grant, CallMaterial material) {
    RefreshTarget target = material.target();
    List<String> scopes = Objects.requireNonNull(grant.tokens()).scopesRequested();
    return switch (target.grantType()) {
      case AUTHORIZATION_CODE -> {
        Secret token = material.refreshToken();
        yield token == null
          ? Mono.error(new TargetMissingException("refresh_token_missing", "The grant has no refresh token"))
          : client.refresh(target.app(), target.vendor(), token, List.of());
      }
      case CLIENT_CREDENTIALS -> client.clientCredentials(target.app(), target.vendor(), scopes);
      case JWT_BEARER -> client.jwtBearer(null, target.vendor(), assertion(grant, target.app(), scopes));
    };
  }

  /** The app signs for the account that the grant acts as, or for itself. */
  private static SignedGrant assertion(TokenState grant, AppCredentials app, List<String> scopes) {
    Secret key = app.privateKey();
    if (key == null) {
      throw new TargetMissingException("private_key_missing", "The OAuth app has no private key to sign with");
    }
    ConsentedAccount account = Objects.requireNonNull(grant.tokens()).account();
    String subject = account == null || account.id() == null ? app.clientId() : account.id();
    return new SignedGrant(app.clientId(), subject, null, key, scopes);
  }

  private Mono<FinishRefresh> failed(Attempt attempt, String code, @Nullable String message) {
    return Mono.just(commands.failed(attempt, RefreshResult.TRANSIENT, RefreshProblem.of(code, message)));
  }

  private static boolean refusesApp(TokenResult result) {
    return result instanceof TokenResult.Rejected(String error, String _) && error.equals(INVALID_CLIENT);
  }
}
