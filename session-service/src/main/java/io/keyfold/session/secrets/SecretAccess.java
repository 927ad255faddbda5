package io.keyfold.session.secrets;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.ReadBarrier;
import io.keyfold.platform.log.View;
import io.keyfold.session.sessions.SessionOwner;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Admits requests with a session secret.
 *
 * <p>A text that is not genuine is rejected without a request to the log. For a genuine one, this instance first catches
 * up with the log, so that a secret works, or stops working, on all instances as soon as the response to its creation or
 * revocation is sent.
 */
public final class SecretAccess {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
  private static final Duration BOUND = Duration.ofSeconds(1);
  private static final String HINT = "Create a secret with POST /sessions/{id}/secrets";

  private final View view;
  private final ClientSecrets texts;
  private final ReadBarrier barrier;
  private final Clock clock;

  /**
   * Creates the check.
   *
   * @param view the view of {@code session.events}
   * @param barrier a barrier of that view
   * @param clock decides about expiry
   */
  SecretAccess(View view, ClientSecrets texts, ReadBarrier barrier, Clock clock) {
    this.view = view;
    this.texts = texts;
    this.barrier = barrier;
    this.clock = clock;
  }

  /**
   * A genuine secret that was usable.
   *
   * @param tenant tenant of its session
   * @param id its id
   */
  public record Owner(TenantId tenant, String id) {}

  /**
   * {@return the owner of this secret}
   *
   * <p>Errors with {@link ApiException}: 401 if the text belongs to another session or to none, or if the secret has
   * expired or was revoked; 503 if this instance does not know the secret and cannot catch up.
   */
  public Mono<Owner> owner(String sessionId, String presented) {
    return Mono.defer(() ->
      texts
        .verify(sessionId, presented)
        .map(id ->
          tenant(sessionId).flatMap(tenant ->
            barrier
              .of(tenant)
              .then(Mono.defer(() -> usable(tenant, sessionId, id)))
              .thenReturn(new Owner(tenant, id))
          )
        )
        .orElseGet(() -> Mono.error(unauthorized("The secret does not belong to this session", null)))
    );
  }

  /** {@return until when the secret is usable, as far as this instance knows; errors with 401 if it is not} */
  public Mono<Instant> usableUntil(TenantId tenant, String sessionId, String id) {
    return Mono.defer(() -> usable(tenant, sessionId, id)).map(SessionSecret::expiresAt);
  }

  /** Only Keyfold can derive the text, so the session exists: wait until its event reaches this instance. */
  private Mono<TenantId> tenant(String sessionId) {
    return Flux.interval(Duration.ZERO, POLL_INTERVAL)
      .onBackpressureDrop()
      .take(BOUND)
      .concatMap(tick -> Mono.justOrEmpty(view.find(SessionOwner.key(sessionId))))
      .next()
      .map(owner -> new TenantId(owner.tenantId()))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session", sessionId)));
  }

  private Mono<SessionSecret> usable(TenantId tenant, String sessionId, String id) {
    return view
      .await(tenant.value(), state -> SessionSecrets.of(state, tenant, sessionId).flatMap(known -> known.find(id)))
      .switchIfEmpty(Mono.error(() -> unauthorized("The session has no such secret", HINT)))
      .doOnNext(secret -> {
        Instant now = clock.instant();
        if (secret.revokedAt() != null) {
          throw unauthorized("The session secret was revoked", HINT);
        }
        if (!secret.usable(now)) {
          throw unauthorized(
            secret.replacedBy() == null ? "The session secret has expired" : "The session secret was replaced",
            HINT
          );
        }
      });
  }

  private static ApiException unauthorized(String message, @Nullable String hint) {
    return hint == null
      ? ApiException.of(ErrorCode.UNAUTHORIZED, message)
      : ApiException.of(ErrorCode.UNAUTHORIZED, message, hint);
  }
}
