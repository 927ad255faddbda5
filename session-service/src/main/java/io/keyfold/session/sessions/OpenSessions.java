package io.keyfold.session.sessions;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds open sessions and their providers. Archived objects and objects of other tenants are rejected. */
public final class OpenSessions {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
  private static final Duration BOUND = Duration.ofSeconds(1);

  private final View view;
  private final ClientSecrets secrets;

  /**
   * Creates a reader of sessions.
   *
   * @param view the view of {@code session.events}
   */
  public OpenSessions(View view, ClientSecrets secrets) {
    this.view = view;
    this.secrets = secrets;
  }

  /** {@return the session; errors with {@code not_found} or {@code use_after_delete}} */
  public Mono<Session> find(TenantId tenant, String id) {
    return view
      .await(Session.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session", id)))
      .flatMap(session -> session.archived() ? Mono.error(archived(id)) : Mono.just(session));
  }

  /** {@return the tenant of the session with this client secret; errors with {@code unauthorized}} */
  public Mono<TenantId> ownerBySecret(String id, String presented) {
    return Mono.defer(() -> {
      if (!secrets.matches(id, presented)) {
        return Mono.error(ApiException.of(ErrorCode.UNAUTHORIZED, "The client secret does not belong to this session"));
      }
      // Only Keyfold can derive the secret, so the session exists: wait until its event reaches this instance.
      return Flux.interval(Duration.ZERO, POLL_INTERVAL)
        .onBackpressureDrop()
        .take(BOUND)
        .concatMap(tick -> Mono.justOrEmpty(view.find(SessionOwner.key(id))))
        .next()
        .map(owner -> new TenantId(owner.tenantId()))
        .switchIfEmpty(Mono.error(() -> ApiException.notFound("session", id)));
    });
  }

  /** {@return the session's current providers, in order} */
  public List<SessionProvider> providers(TenantId tenant, Session session) {
    return session
      .providerIds()
      .stream()
      .flatMap(id -> view.find(SessionProvider.key(tenant, id)).stream())
      .filter(provider -> !provider.archived())
      .toList();
  }

  /** {@return the session's provider; errors if it was removed or its session archived} */
  public Mono<SessionProvider> provider(TenantId tenant, String id) {
    return view
      .await(SessionProvider.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session.provider", id)))
      .flatMap(provider ->
        provider.archived()
          ? Mono.error(
              ApiException.about(
                ErrorCode.USE_AFTER_DELETE,
                "session.provider",
                id,
                "The session provider was removed, or its session is archived"
              )
            )
          : Mono.just(provider)
      );
  }

  private static ApiException archived(String id) {
    return ApiException.about(ErrorCode.USE_AFTER_DELETE, "session", id, "The session is archived");
  }
}
