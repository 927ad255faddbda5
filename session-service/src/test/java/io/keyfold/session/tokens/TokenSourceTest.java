package io.keyfold.session.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.RefreshTrigger;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.CredentialsFold;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.GrantLog;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** The token that a caller gets, and the refreshes that callers start. */
class TokenSourceTest {

  private static final String PAC = "pac_1";
  private static final Instant NOW = Instant.parse("2026-11-30T10:00:00Z");
  private static final Instant SOON = NOW.plusSeconds(5);
  private static final Instant PAST = NOW.minusSeconds(5);
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final GrantLog grants = new GrantLog();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final AuthConfig config = MapState.of(
    new CredentialsFold(),
    List.of(Events.grant(Fixtures.TENANT, PAC, "pdp_1", "ann", null))
  )
    .find(AuthConfig.key(Fixtures.TENANT, PAC))
    .orElseThrow();
  private final TokenSource source = source(Duration.ofSeconds(20), 10);

  @Test
  void aValidTokenIsUsed() {
    grants.token(PAC, 1, 1, LATER);
    assertThat(version(source.current(Fixtures.TENANT, config))).isEqualTo(1);
    assertThat(grants.started()).isEmpty();
  }

  @Test
  void aTokenWithoutExpiryIsUsed() {
    grants.token(PAC, 1, 1, null);
    assertThat(version(source.current(Fixtures.TENANT, config))).isEqualTo(1);
    assertThat(grants.started()).isEmpty();
  }

  @Test
  void anExpiredTokenIsRefreshedFirst() {
    grants.token(PAC, 1, 1, PAST);
    grants.refresh(LATER);
    assertThat(version(source.current(Fixtures.TENANT, config))).isEqualTo(2);
    assertThat(grants.started())
      .singleElement()
      .satisfies(start -> {
        assertThat(start.getCredentialVersion()).isEqualTo(1);
        assertThat(start.getTrigger()).isEqualTo(RefreshTrigger.EXPIRED);
      });
  }

  @Test
  void allCallersOfAGrantShareOneRefreshAndAreReleasedTogether() {
    grants.token(PAC, 1, 1, PAST);
    List<CompletableFuture<AuthConfig>> callers = IntStream.range(0, 20)
      .mapToObj(i -> started(source.current(Fixtures.TENANT, config)))
      .toList();
    assertThat(callers).noneMatch(CompletableFuture::isDone);
    assertThat(meters.get("keyfold.tokens.waiting").gauge().value()).isEqualTo(20);

    grants.token(PAC, 12, 2, LATER);

    assertThat(callers).allSatisfy(caller -> assertThat(caller.join().credentialVersion()).isEqualTo(2));
    assertThat(grants.started()).hasSize(1);
    assertThat(meters.get("keyfold.tokens.waiting").gauge().value()).isZero();
    assertThat(meters.get("keyfold.tokens.refreshing").gauge().value()).isZero();
  }

  @Test
  void aRefreshThatIsOpenIsAwaitedAndNotStartedAgain() {
    grants.token(PAC, 1, 1, PAST);
    CompletableFuture<AuthConfig> first = started(source.current(Fixtures.TENANT, config));
    CompletableFuture<AuthConfig> elsewhere = started(source(BOUND, 10).current(Fixtures.TENANT, config));

    grants.token(PAC, 12, 2, LATER);

    assertThat(first.join().credentialVersion()).isEqualTo(2);
    assertThat(elsewhere.join().credentialVersion()).isEqualTo(2);
    assertThat(grants.started()).hasSize(1);
  }

  @Test
  void aTokenThatIsStillValidIsServedWhileItsRefreshFails() {
    grants.token(PAC, 1, 1, SOON);
    CompletableFuture<AuthConfig> caller = started(source.current(Fixtures.TENANT, config));
    grants.failed(PAC, 12, 1, SOON, "unreachable");
    assertThat(caller.join().credentialVersion()).isEqualTo(1);
  }

  @Test
  void aTokenThatIsStillValidIsServedWhileTheLogAcceptsNothing() {
    grants.token(PAC, 1, 1, SOON);
    grants.answer(command -> Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "down")));
    assertThat(version(source.current(Fixtures.TENANT, config))).isEqualTo(1);
  }

  @Test
  void aTokenThatIsStillValidIsServedAlthoughItsUserMustReconnect() {
    grants.broken(PAC, 2, 1, SOON);
    assertThat(version(source.current(Fixtures.TENANT, config))).isEqualTo(1);
    assertThat(grants.started()).isEmpty();
  }

  @Test
  void anExpiredTokenWhoseRefreshFailsIsReported() {
    grants.token(PAC, 1, 1, PAST);
    CompletableFuture<ApiException> caller = started(failure(source.current(Fixtures.TENANT, config)));
    grants.failed(PAC, 12, 1, PAST, "unreachable");
    assertThat(caller.join().code()).isEqualTo(ErrorCode.OAUTH_TOKEN_REFRESH_FAILED);
    assertThat(caller.join().text()).contains("unreachable");
  }

  @Test
  void aRefreshThatHasJustFailedIsNotRepeatedByEachCaller() {
    grants.failed(PAC, 2, 1, PAST, NOW.minusSeconds(4), "circuit_open");
    assertThat(code(source.current(Fixtures.TENANT, config))).isEqualTo(ErrorCode.OAUTH_TOKEN_REFRESH_FAILED);
    assertThat(grants.started()).isEmpty();

    grants.failed(PAC, 3, 1, PAST, NOW.minusSeconds(6), "circuit_open");
    grants.refresh(LATER);
    assertThat(version(source.current(Fixtures.TENANT, config))).isEqualTo(2);
  }

  @Test
  void aRefreshThatWasNotTriedIsStartedAgainWhileTheCallerWaits() {
    grants.token(PAC, 1, 1, PAST);
    CompletableFuture<AuthConfig> caller = started(source.current(Fixtures.TENANT, config));
    grants.answer(command -> {
      grants.token(PAC, 14, 2, LATER);
      return Mono.empty();
    });
    grants.failed(PAC, 12, 1, PAST, "busy");
    assertThat(caller.orTimeout(30, TimeUnit.SECONDS).join().credentialVersion()).isEqualTo(2);
    assertThat(grants.started()).hasSize(2);
  }

  @Test
  void aUserWhoMustReconnectIsReportedWithTheWayToDoIt() {
    grants.broken(PAC, 2, 1, PAST);
    ApiException error = Objects.requireNonNull(failure(source.current(Fixtures.TENANT, config)).block(BOUND));
    assertThat(error.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
    assertThat(error.hint()).contains("POST /provider-setup-sessions", PAC);
  }

  @Test
  void anExpiredTokenWithoutRefreshIsReported() {
    grants.constant(PAC, PAST);
    assertThat(code(source.current(Fixtures.TENANT, config))).isEqualTo(ErrorCode.AUTHENTICATION_EXPIRED);
  }

  @Test
  @Tag("promise-4")
  void anArchivedGrantIsNotHandedOut() {
    grants.archived(PAC, 2);
    assertThat(code(source.current(Fixtures.TENANT, config))).isEqualTo(ErrorCode.USE_AFTER_DELETE);
    grants.erased(PAC);
    assertThat(code(source.current(Fixtures.TENANT, config))).isEqualTo(ErrorCode.USE_AFTER_DELETE);
  }

  @Test
  @Tag("promise-4")
  void archivingDuringARefreshReleasesTheCallersWithoutAToken() {
    grants.token(PAC, 1, 1, PAST);
    CompletableFuture<ApiException> caller = started(failure(source.current(Fixtures.TENANT, config)));
    grants.archived(PAC, 12);
    assertThat(caller.join().code()).isEqualTo(ErrorCode.USE_AFTER_DELETE);
  }

  @Test
  void aRefusedTokenIsRenewedOnce() {
    grants.token(PAC, 1, 1, LATER);
    grants.refresh(LATER);
    AuthConfig used = Objects.requireNonNull(source.current(Fixtures.TENANT, config).block(BOUND));
    assertThat(version(source.renewed(Fixtures.TENANT, used))).isEqualTo(2);
    assertThat(grants.started())
      .singleElement()
      .satisfies(start -> assertThat(start.getTrigger()).isEqualTo(RefreshTrigger.REFUSED));
    // The newer one is there already.
    assertThat(version(source.renewed(Fixtures.TENANT, used))).isEqualTo(2);
    assertThat(grants.started()).hasSize(1);
  }

  @Test
  void aWaitIsBounded() {
    grants.token(PAC, 1, 1, PAST);
    TokenSource hasty = source(Duration.ofMillis(20), 10);
    assertThat(code(hasty.current(Fixtures.TENANT, config))).isEqualTo(ErrorCode.OAUTH_TOKEN_REFRESH_FAILED);
    assertThat(meters.get("keyfold.tokens.waiting").gauge().value()).isZero();
  }

  @Test
  void theNumberOfWaitsIsBounded() {
    TokenSource small = source(BOUND, 1);
    grants.token(PAC, 1, 1, PAST);
    CompletableFuture<AuthConfig> first = started(small.current(Fixtures.TENANT, config));
    AuthConfig other = MapState.of(
      new CredentialsFold(),
      List.of(Events.grant(Fixtures.TENANT, "pac_2", "pdp_1", "bob", null))
    )
      .find(AuthConfig.key(Fixtures.TENANT, "pac_2"))
      .orElseThrow();
    grants.token("pac_2", 1, 1, PAST);
    assertThat(code(small.current(Fixtures.TENANT, other))).isEqualTo(ErrorCode.UNAVAILABLE);
    grants.token(PAC, 12, 2, LATER);
    assertThat(first.join().credentialVersion()).isEqualTo(2);
  }

  private TokenSource source(Duration timeout, int limit) {
    TokenProperties properties = new TokenProperties(timeout, limit);
    RefreshWaits waits = new RefreshWaits(properties, grants.view(), Schedulers.immediate(), meters);
    return new TokenSource(grants.view(), grants, waits, properties, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static <T> CompletableFuture<T> started(Mono<T> mono) {
    CompletableFuture<T> future = new CompletableFuture<>();
    mono.subscribe(future::complete, future::completeExceptionally);
    return future;
  }

  private static long version(Mono<AuthConfig> config) {
    return Objects.requireNonNull(config.block(BOUND)).credentialVersion();
  }

  private static ErrorCode code(Mono<AuthConfig> config) {
    return Objects.requireNonNull(failure(config).block(BOUND)).code();
  }

  private static Mono<ApiException> failure(Mono<AuthConfig> config) {
    return config
      .<ApiException>handle((value, sink) -> sink.error(new AssertionError("no error")))
      .onErrorResume(ApiException.class, Mono::just);
  }
}
