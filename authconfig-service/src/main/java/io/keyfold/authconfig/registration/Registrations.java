package io.keyfold.authconfig.registration;

import io.keyfold.authconfig.apps.AppSecrets;
import io.keyfold.authconfig.apps.Apps;
import io.keyfold.authconfig.apps.Apps.OwnedApp;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.commands.CreateApp;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.discovery.AuthorizationServer;
import io.keyfold.authconfig.oauth.discovery.ClientRegistration;
import io.keyfold.authconfig.oauth.discovery.OurClient;
import io.keyfold.authconfig.oauth.discovery.RegisteredClient;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.authconfig.sealing.Sealing;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.schema.AppOrigin;
import io.keyfold.schema.Sealed;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Becomes a client of a discovered authorization server: by our Client ID Metadata Document, else by dynamic
 * registration. The client is kept as an app of the tenant, for one provider, issuer and redirect URI, and used again.
 * Two simultaneous first consents may register twice; the newer one is used from then on. Thread-safe.
 */
public final class Registrations {

  private final Apps apps;
  private final ClientRegistration clients;
  private final Sealing sealing;
  private final CommandLog log;
  private final EgressPolicy policy;
  private final Clock clock;

  Registrations(
    Apps apps,
    ClientRegistration clients,
    Sealing sealing,
    CommandLog log,
    EgressPolicy policy,
    Clock clock
  ) {
    this.apps = apps;
    this.clients = clients;
    this.sealing = sealing;
    this.log = log;
    this.policy = policy;
    this.clock = clock;
  }

  /** {@return the client that was registered before and still works; empty if there is none} */
  public Mono<OwnedApp> known(Requester requester, KnownProvider provider, AuthorizationServer server) {
    Registered wanted = Registered.of(requester.client(provider.id(), policy), null);
    return apps.registered(
      requester.tenant(),
      provider.id(),
      app -> server.issuer().equals(app.issuer()) && Registered.of(app).serves(wanted, clock.instant())
    );
  }

  /**
   * {@return the known client, else a new one; errors with {@code missing_oauth_credentials} if only a person can
   * register one}
   */
  public Mono<OwnedApp> app(
    Requester requester,
    KnownProvider provider,
    KnownMethod method,
    AuthorizationServer server
  ) {
    OurClient ours = requester.client(provider.id(), policy);
    return known(requester, provider, server).switchIfEmpty(
      Mono.defer(() ->
        clients.register(server, null, ours).flatMap(
          client ->
            switch (client) {
              case RegisteredClient.PreRegistered _ -> Mono.error(new IllegalStateException("there is no app"));
              case RegisteredClient.MetadataDocument(AppCredentials app) -> keep(
                requester,
                provider,
                method,
                ours,
                app,
                null
              );
              case RegisteredClient.Registered(AppCredentials app, Instant until) -> keep(
                requester,
                provider,
                method,
                ours,
                app,
                until
              );
              case RegisteredClient.Impossible(RegisteredClient.Reason reason) -> Mono.error(
                impossible(server, reason)
              );
            }
        )
      )
    );
  }

  private Mono<OwnedApp> keep(
    Requester requester,
    KnownProvider provider,
    KnownMethod method,
    OurClient ours,
    AppCredentials client,
    @Nullable Instant until
  ) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    String id = Ids.fresh("par_", now);
    CreateApp.Builder command = CreateApp.newBuilder()
      .setMeta(WriteRequest.of(requester.tenant(), requester.actor(), requester.requestId(), now).meta(id))
      .setProviderId(provider.id())
      .setAuthMethodId(method.id())
      .setOrigin(AppOrigin.REGISTERED)
      .setName(ours.name())
      .setMetadata(Registered.of(ours, until).json())
      .setClientId(client.clientId())
      .setIssuer(client.issuer())
      .setClientAuth(wire(client.authentication()));
    return Mono.using(
      () -> client,
      open ->
        sealing.discardingUnused(fresh ->
          seal(requester, id, open)
            .doOnNext(sealed -> fresh.push(List.of(sealed.getKeyId())))
            .flatMap(sealed -> log.append(command.setValue(sealed).build()))
        ),
      AppCredentials::close
    ).then(Mono.defer(() -> apps.find(requester.tenant(), id)));
  }

  private Mono<Sealed> seal(Requester requester, String id, AppCredentials client) {
    SealContext context = new SealContext(requester.tenant(), id, 1, AppSecrets.PURPOSE);
    return sealing.seal(context, () -> AppSecrets.content(client), null);
  }

  private static @Nullable String wire(@Nullable ClientAuthentication authentication) {
    return authentication == null ? null : authentication.name().toLowerCase(Locale.ROOT);
  }

  private static ApiException impossible(AuthorizationServer server, RegisteredClient.Reason reason) {
    return switch (reason) {
      case UNREACHABLE -> ApiException.of(
        ErrorCode.PROVIDER_UNREACHABLE,
        "The authorization server did not answer: retry later"
      );
      case EGRESS_PROXY -> ApiException.of(
        ErrorCode.PROVIDER_UNREACHABLE,
        "The egress proxy did not connect Keyfold to the authorization server"
      );
      case ISSUER_MISMATCH, NOT_OFFERED, REFUSED -> ApiException.of(
        ErrorCode.MISSING_OAUTH_CREDENTIALS,
        "The authorization server does not let Keyfold register itself",
        "Register an app at " + server.issuer() + " and create it with POST /provider-auth-credentials"
      );
    };
  }
}
