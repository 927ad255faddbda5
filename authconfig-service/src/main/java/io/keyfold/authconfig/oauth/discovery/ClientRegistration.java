package io.keyfold.authconfig.oauth.discovery;

import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.discovery.RegisteredClient.Impossible;
import io.keyfold.authconfig.oauth.discovery.RegisteredClient.Reason;
import io.keyfold.authconfig.oauth.http.HttpOutcome;
import io.keyfold.authconfig.oauth.http.OAuthHttp;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Becomes a client of an authorization server: as the customer's own app, else by our Client ID Metadata Document, else
 * by dynamic registration (RFC 7591). Never blocks. Thread-safe.
 */
public final class ClientRegistration {

  private static final List<ClientAuthentication> PREFERRED = List.of(
    ClientAuthentication.CLIENT_SECRET_BASIC,
    ClientAuthentication.CLIENT_SECRET_POST
  );

  private final OAuthHttp http;

  /** Creates a registration over HTTP. */
  public ClientRegistration(OAuthHttp http) {
    this.http = http;
  }

  /**
   * {@return how to be a client of the server; makes at most one request, and only if nothing else is possible}
   *
   * @param server the server
   * @param own the customer's app, or a client that was registered before; null if there is none
   * @param ours what we say about ourselves
   */
  public Mono<RegisteredClient> register(AuthorizationServer server, @Nullable AppCredentials own, OurClient ours) {
    if (own != null) {
      return Mono.just(
        server.issuer().equals(own.issuer())
          ? new RegisteredClient.PreRegistered(own)
          : new Impossible(Reason.ISSUER_MISMATCH)
      );
    }
    URI document = ours.document();
    if (document != null && server.metadataDocuments()) {
      AppCredentials app = new AppCredentials(
        document.toString(),
        null,
        null,
        ClientAuthentication.NONE,
        server.issuer()
      );
      return Mono.just(new RegisteredClient.MetadataDocument(app));
    }
    URI endpoint = server.registration();
    return endpoint == null ? Mono.just(new Impossible(Reason.NOT_OFFERED)) : register(server, endpoint, ours);
  }

  private Mono<RegisteredClient> register(AuthorizationServer server, URI endpoint, OurClient ours) {
    ClientAuthentication authentication = PREFERRED.stream()
      .filter(server.authentications()::contains)
      .findFirst()
      .orElse(ClientAuthentication.NONE);
    return http
      .send(ClientMessages.registration(endpoint, ours, authentication))
      .publishOn(Schedulers.parallel())
      .map(outcome -> read(server, outcome));
  }

  private static RegisteredClient read(AuthorizationServer server, HttpOutcome outcome) {
    return switch (outcome) {
      case HttpOutcome.Answer answer when answer.success() -> ClientMessages.registered(
        server.issuer(),
        answer.body()
      ).orElseGet(() -> new Impossible(Reason.REFUSED));
      case HttpOutcome.Answer answer when answer.status() < 500 && answer.status() != 429 -> new Impossible(
        Reason.REFUSED
      );
      case HttpOutcome.Answer answer -> new Impossible(Reason.UNREACHABLE);
      case HttpOutcome.Failed failed -> new Impossible(
        failed.failure().reason() == CallFailure.Reason.EGRESS_PROXY ? Reason.EGRESS_PROXY : Reason.UNREACHABLE
      );
    };
  }
}
