package io.keyfold.session.sessions;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.PublicUrl;
import io.keyfold.session.catalogue.Catalogue;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.secrets.FirstSecrets;
import io.keyfold.session.usage.CallCounts;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Renders sessions and their providers for the API, from this instance's views. */
final class SessionRenderer {

  private final View sessions;
  private final Catalogue catalogue;
  private final Resolver resolver;
  private final CallCounts counts;
  private final Presence presence;
  private final PublicUrl publicUrl;

  SessionRenderer(
    View sessions,
    Catalogue catalogue,
    Resolver resolver,
    CallCounts counts,
    Presence presence,
    PublicUrl publicUrl
  ) {
    this.sessions = sessions;
    this.catalogue = catalogue;
    this.resolver = resolver;
    this.counts = counts;
    this.presence = presence;
    this.publicUrl = publicUrl;
  }

  /**
   * {@return the session's API representation}
   *
   * @param secret its first secret, in the response to its creation
   */
  SessionBody session(
    TenantId tenant,
    Session session,
    ServerHttpRequest request,
    FirstSecrets.@Nullable Shown secret
  ) {
    return new SessionBody(
      "session",
      session.id(),
      status(session.archived()),
      session.name(),
      session.description(),
      session.metadata(),
      presence.connected(session.id()) && !session.archived() ? "connected" : "disconnected",
      publicUrl.base(request) + "/mcp/" + session.id(),
      secret == null ? null : secret.text(),
      secret == null ? null : secret.expiresAt(),
      UsageBody.of(counts.ofSession(tenant, session.id())),
      providers(tenant, session)
        .stream()
        .map(provider -> provider(tenant, provider))
        .toList(),
      session.plainNames() ? Session.PLAIN : Session.TAGGED,
      List.of(),
      false,
      false,
      session.user(),
      null,
      session.user(),
      session.createdAt(),
      session.updatedAt()
    );
  }

  /** {@return the session's providers, in order} */
  List<SessionProvider> providers(TenantId tenant, Session session) {
    return session
      .providerIds()
      .stream()
      .flatMap(id -> sessions.find(SessionProvider.key(tenant, id)).stream())
      .toList();
  }

  /** {@return the session provider's API representation} */
  SessionProviderBody provider(TenantId tenant, SessionProvider provider) {
    return new SessionProviderBody(
      "session.provider",
      provider.id(),
      status(provider.archived()),
      UsageBody.of(counts.ofSessionProvider(tenant, provider.id())),
      provider.toolFilter().render(),
      provider.tag(),
      provider.authConfigLabel(),
      provider.providerId(),
      provider.sessionId(),
      null,
      null,
      catalogue.known(tenant, provider.deploymentId()).map(DeploymentPreview::of).orElse(null),
      resolver
        .knownConfig(tenant, provider.deploymentId(), provider.selector())
        .map(SessionProviderBody.ConfigPreview::of)
        .orElse(null),
      resolver
        .known(tenant, provider.deploymentId(), provider.selector())
        .map(SessionProviderBody.AuthConfigPreview::of)
        .orElse(null),
      provider.createdAt(),
      provider.updatedAt()
    );
  }

  static String status(boolean archived) {
    return archived ? "archived" : "active";
  }
}
