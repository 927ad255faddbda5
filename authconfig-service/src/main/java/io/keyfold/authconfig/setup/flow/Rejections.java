package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownOAuth;
import io.keyfold.authconfig.grants.PendingConsent;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenPair;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.oauth.OAuthClient;
import io.keyfold.authconfig.oauth.RevocationResult;
import io.keyfold.authconfig.setup.model.Submission;
import io.keyfold.authconfig.vendors.Vendors;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CredentialKind;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Discards a pending consent that its user did not start, and revokes its tokens at the vendor once. The revocation is
 * best effort: nothing here can use the tokens any more, whether or not the vendor answers.
 */
final class Rejections {

  private static final Logger LOG = LoggerFactory.getLogger(Rejections.class);

  private final FlowCommands commands;
  private final Apps apps;
  private final Vendors vendors;
  private final OAuthClient oauth;
  private final TokenVault vault;
  private final State tokens;

  Rejections(FlowCommands commands, Apps apps, Vendors vendors, OAuthClient oauth, TokenVault vault, State tokens) {
    this.commands = commands;
    this.apps = apps;
    this.vendors = vendors;
    this.oauth = oauth;
    this.vault = vault;
    this.tokens = tokens;
  }

  /** Completes when the consent is discarded and the vendor was asked; errors with the decider's rejection. */
  Mono<Void> reject(Visit visit, String attemptId) {
    // The discard erases the key of the tokens, so they are opened before.
    return opened(visit)
      .map(Optional::of)
      .defaultIfEmpty(Optional.empty())
      .flatMap(open ->
        Mono.using(
          () -> open,
          pair ->
            commands.discard(visit, attemptId).then(pair.map(found -> revoked(visit, found)).orElseGet(Mono::empty)),
          pair -> pair.ifPresent(Opened::close)
        )
      );
  }

  private record Opened(SealedTokens sealed, TokenPair tokens) implements AutoCloseable {
    @Override
    public void close() {
      tokens.close();
    }
  }

  private Mono<Opened> opened(Visit visit) {
    Submission own = visit.ownSubmission();
    if (own == null || own.kind() != CredentialKind.OAUTH_AUTOMATED) {
      return Mono.empty();
    }
    String id = visit.session().request().authConfigId();
    return Mono.justOrEmpty(
      tokens.find(TokenState.key(visit.tenant(), id)).map(TokenState::pending).map(PendingConsent::tokens)
    )
      .flatMap(sealed -> vault.open(visit.tenant(), id, sealed).map(pair -> new Opened(sealed, pair)))
      .onErrorResume(e -> {
        warn(visit, e.getClass().getSimpleName());
        return Mono.empty();
      });
  }

  private Mono<Void> revoked(Visit visit, Opened opened) {
    Submission own = visit.ownSubmission();
    String appId = opened.sealed().appId();
    Optional<KnownOAuth> settings = visit
      .provider()
      .method(own == null ? "" : own.authMethodId())
      .map(KnownMethod::oauth);
    if (appId == null || settings.isEmpty()) {
      return Mono.empty();
    }
    Long version = opened.sealed().appVersion();
    return vendors
      .of(visit.provider(), settings.get(), opened.sealed().issuer())
      .flatMap(vendor ->
        apps
          .find(visit.tenant(), appId)
          .flatMap(owned -> apps.open(owned, version == null ? 0 : version))
          .flatMap(app ->
            Mono.using(
              () -> app,
              credentials ->
                oauth.revoke(credentials, vendor.oauth(), opened.tokens().access(), opened.tokens().refresh()),
              credentials -> credentials.close()
            )
          )
      )
      .doOnNext(result -> {
        if (!(result instanceof RevocationResult.Revoked)) {
          warn(visit, result.getClass().getSimpleName());
        }
      })
      .then()
      .onErrorResume(e -> {
        warn(visit, e.getClass().getSimpleName());
        return Mono.empty();
      });
  }

  private static void warn(Visit visit, String why) {
    LOG.atWarn()
      .addKeyValue("setup_session", visit.session().id())
      .addKeyValue("request_id", visit.requestId())
      .addKeyValue("reason", why)
      .log("the tokens of a rejected consent were not revoked at the provider");
  }
}
