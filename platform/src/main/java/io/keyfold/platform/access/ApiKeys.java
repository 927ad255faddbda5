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
 * Finds the API key that a caller presents.
 *
 * <p>A known key costs two reads of the local view. A key that the view does not know may have been created a moment ago
 * through another instance: it gets a third of a second to appear, in which only the local view is looked at. After that the
 * view catches up with the log's end, and what is not there then does not exist. Whatever number of unknown keys wait, the
 * log is asked one question at a time, and {@link UnknownKeys} bounds how many may wait.
 */
public final class ApiKeys {

  private static final Duration FIRST_PAUSE = Duration.ofMillis(5);
  private static final int LOOKS = 6;

  private final View view;
  private final Clock clock;
  private final UnknownKeys unknown;

  /**
   * Sets up the look-up.
   *
   * @param view of {@code deployment.events}, with {@link AccessFold}
   * @param clock tells what has expired
   * @param unknown bounds what unknown keys may cost
   */
  public ApiKeys(View view, Clock clock, UnknownKeys unknown) {
    this.view = view;
    this.clock = clock;
    this.unknown = unknown;
  }

  /**
   * {@return the valid key with this text}
   *
   * <p>Errors with {@link ApiException}: 401 if there is none, it expired or was revoked; 429 if too many unknown keys wait; 503
   * if the view does not know it and cannot catch up: a key that was handed out is not called invalid.
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

  private Optional<ApiKey> find(String hash) {
    return view
      .find(ApiKeyHash.key(hash))
      .flatMap(at -> view.find(ApiKey.key(new TenantId(at.tenantId()), at.keyId())));
  }

  /** Looks again after 5, 10, 20, ... ms, 160 at last: 315 ms in all, and once more at the log's end. */
  private Mono<ApiKey> waitFor(String hash) {
    return Flux.range(0, LOOKS)
      .concatMap(look -> Mono.delay(FIRST_PAUSE.multipliedBy(1L << look)))
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
