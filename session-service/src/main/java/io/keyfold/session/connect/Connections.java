package io.keyfold.session.connect;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.setup.SetupUrls;
import io.keyfold.platform.web.PublicUrl;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.resolve.CredentialSelector;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.setups.PagesHost;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Gives the links by which a session's user connects what is missing. When one connection is missing, the others of the
 * session that are missing too are asked for together. Thread-safe.
 */
public final class Connections {

  private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

  /** Maximum number of connections that are asked for together. */
  private static final int MAX = 10;

  private final OpenSessions sessions;
  private final Catalogue catalogue;
  private final Resolver resolver;
  private final View credentials;
  private final StartedSetups setups;
  private final SetupUrls urls;

  /**
   * Creates links.
   *
   * @param credentials the view of {@code authconfig.events}
   */
  Connections(
    OpenSessions sessions,
    Catalogue catalogue,
    Resolver resolver,
    View credentials,
    StartedSetups setups,
    SetupUrls urls
  ) {
    this.sessions = sessions;
    this.catalogue = catalogue;
    this.resolver = resolver;
    this.credentials = credentials;
    this.setups = setups;
    this.urls = urls;
  }

  /**
   * {@return the links that resolve the error of a call, that of the called provider first; empty if the session has no
   * user, or if no link can resolve the error} Never errors: without links, the call's own error remains. The links are
   * for the session's user only, so they are neither logged nor part of errors.
   *
   * @param called the called provider
   * @param code error code of the call
   */
  public Mono<List<ConnectLink>> missing(Requester by, SessionProvider called, ErrorCode code) {
    if (called.user() == null || !Needs.mayCause(code)) {
      return Mono.just(List.of());
    }
    return credentials
      .caughtUp(by.tenant())
      .then(Mono.defer(() -> links(by, called, code)))
      .onErrorResume(ApiException.class, e -> {
        failed(by, e);
        return Mono.just(List.of());
      });
  }

  private Mono<List<ConnectLink>> links(Requester by, SessionProvider called, ErrorCode code) {
    Need first = need(by.tenant(), called, code).orElse(null);
    if (first == null) {
      return Mono.just(List.of());
    }
    Stream<Need> others = sessions
      .providers(by.tenant(), by.session())
      .stream()
      .flatMap(provider -> need(by.tenant(), provider, null).stream());
    List<Need> all = Stream.concat(Stream.of(first), others).distinct().limit(MAX).toList();
    return Flux.fromIterable(all)
      .concatMap(need -> link(by, need))
      .collectList()
      .map(links -> links.getFirst().isEmpty() ? List.of() : links.stream().flatMap(Optional::stream).toList());
  }

  private Optional<Need> need(TenantId tenant, SessionProvider provider, @Nullable ErrorCode failed) {
    return catalogue
      .known(tenant, provider.deploymentId())
      .filter(deployment -> !deployment.archived())
      .flatMap(deployment ->
        catalogue
          .knownProvider(tenant, deployment)
          .flatMap(known ->
            Needs.of(
              credentials,
              tenant,
              deployment,
              known,
              provider.selector(),
              lacksSettings(tenant, provider, known),
              failed
            )
          )
      );
  }

  /** Settings that the session provider names are not replaced by others. */
  private boolean lacksSettings(TenantId tenant, SessionProvider provider, PublishedProvider known) {
    CredentialSelector selector = provider.selector();
    return (
      known.configSchema() != null &&
      selector.configId() == null &&
      resolver.knownConfig(tenant, provider.deploymentId(), selector).isEmpty()
    );
  }

  private Mono<Optional<ConnectLink>> link(Requester by, Need need) {
    return setups
      .of(by, need)
      .map(id ->
        Optional.of(new ConnectLink(id, urls.of(base(by), id), need.providerName(), need.reconnects() != null))
      )
      .onErrorResume(ApiException.class, e -> {
        failed(by, e);
        return Mono.empty();
      })
      .defaultIfEmpty(Optional.empty());
  }

  private String base(Requester by) {
    return PagesHost.of(credentials, by.tenant())
      .map(host -> PublicUrl.at(by.base(), host))
      .orElse(by.base());
  }

  private static void failed(Requester by, ApiException e) {
    LOG.atWarn()
      .addKeyValue("session", by.session().id())
      .addKeyValue("request", by.requestId())
      .addKeyValue("code", e.code().wire())
      .log("no link to connect could be given");
  }
}
