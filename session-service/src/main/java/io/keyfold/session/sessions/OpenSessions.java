package io.keyfold.session.sessions;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import java.util.List;
import reactor.core.publisher.Mono;

/** Finds open sessions and their providers. Archived objects and objects of other tenants are rejected. */
public final class OpenSessions {

  private final View view;

  /**
   * Creates a reader of sessions.
   *
   * @param view the view of {@code session.events}
   */
  public OpenSessions(View view) {
    this.view = view;
  }

  /** {@return the session; errors with {@code not_found} or {@code use_after_delete}} */
  public Mono<Session> find(TenantId tenant, String id) {
    return view
      .await(Session.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session", id)))
      .flatMap(session -> session.archived() ? Mono.error(archived(id)) : Mono.just(session));
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
