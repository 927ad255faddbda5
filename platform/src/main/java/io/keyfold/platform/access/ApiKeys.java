package io.keyfold.platform.access;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Authenticates API keys.
 *
 * <p>A known key costs two reads of the local view. An unknown key may have just been created through another instance.
 * The local view is polled for 315 ms; then the view catches up with the log's end offset, and a key that is still
 * missing does not exist. Requests to the log are coalesced, and {@link UnknownKeys} limits the number of waiting
 * requests.
 */
public final class ApiKeys {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final int POLLS = 6;

  private final View view;
  private final Clock clock;
  private final UnknownKeys unknown;

  /**
   * Creates the lookup.
   *
   * @param view view of {@code deployment.events}, folded with {@link AccessFold}
   * @param clock decides about expiry
   * @param unknown limits the cost of unknown keys
   */
  public ApiKeys(View view, Clock clock, UnknownKeys unknown) {
    this.view = view;
    this.clock = clock;
    this.unknown = unknown;
  }

  /**
   * {@return the valid key with this text}
   *
   * <p>Errors with {@link ApiException}: 401 if there is none, or if it has expired or was revoked; 429 if too many
   * unknown keys wait; 503 if the view does not have it and cannot catch up, since the key may be valid.
   */
  public Mono<ApiKey> authenticate(ApiKeySecret presented) {
    return Mono.defer(() -> {
      String hash = presented.sha256();
      return find(hash)
        .map(Mono::just)
        .orElseGet(() -> unknown.admit(hash, Mono.defer(() -> waitFor(hash))))
        .map(this::valid)
        .switchIfEmpty(Mono.error(() -> unauthorized("The API key is not valid")));
    });
  }

  /**
   * {@return the key with this id, which was valid before, from the local view}
   *
   * <p>Errors with {@link ApiException} 401 if it has expired or was revoked since.
   */
  public Mono<ApiKey> recheck(TenantId tenant, String id) {
    return Mono.defer(() -> Mono.justOrEmpty(view.find(ApiKey.key(tenant, id))))
      .map(this::valid)
      .switchIfEmpty(Mono.error(() -> unauthorized("The API key is not valid")));
  }

  private Optional<ApiKey> find(String hash) {
    return view
      .find(ApiKeyHash.key(hash))
      .flatMap(at -> view.find(ApiKey.key(new TenantId(at.tenantId()), at.keyId())));
  }

  /** Polls after 5, 10, 20, ..., 160 ms (315 ms in total), and finally at the log's end offset. */
  private Mono<ApiKey> waitFor(String hash) {
    return Flux.range(0, POLLS)
      .concatMap(poll -> Mono.delay(FIRST_PAUSE.multipliedBy(1L << poll)))
      .concatMap(tick -> Mono.justOrEmpty(find(hash)), 1)
      .next()
      .switchIfEmpty(Mono.defer(() -> view.caughtUp().then(Mono.fromSupplier(() -> find(hash).orElse(null)))));
  }

  private ApiKey valid(ApiKey key) {
    Instant end = key.expiresAt();
    if (key.revokedAt() != null) {
      throw unauthorized("The API key was revoked");
    }
    if (end != null && !clock.instant().isBefore(end)) {
      throw unauthorized("The API key has expired");
    }
    if (key.tenantId().equals(TenantId.PLATFORM.value())) {
      throw unauthorized("The API key is not valid");
    }
    return key;
  }

  private static ApiException unauthorized(String message) {
    return ApiException.of(
      ErrorCode.UNAUTHORIZED,
      message,
      "Send a valid key in the header Authorization: Bearer <key>"
    );
  }
}
