package io.keyfold.authconfig.decide;

import static io.keyfold.authconfig.testing.Given.ACME;
import static io.keyfold.authconfig.testing.Given.NOW;
import static io.keyfold.authconfig.testing.Given.archive;
import static io.keyfold.authconfig.testing.GivenGrant.connect;
import static io.keyfold.authconfig.testing.GivenGrant.failed;
import static io.keyfold.authconfig.testing.GivenGrant.importTokens;
import static io.keyfold.authconfig.testing.GivenGrant.refreshed;
import static io.keyfold.authconfig.testing.GivenGrant.restart;
import static io.keyfold.authconfig.testing.GivenGrant.revoked;
import static io.keyfold.authconfig.testing.GivenGrant.start;
import static io.keyfold.authconfig.testing.GivenGrant.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.events.AppVersionUsed;
import io.keyfold.authconfig.events.GrantBroken;
import io.keyfold.authconfig.events.GrantReconnected;
import io.keyfold.authconfig.events.GrantRevoked;
import io.keyfold.authconfig.grants.Failure;
import io.keyfold.authconfig.grants.Lease;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.Event;
import io.keyfold.schema.RefreshResult;
import io.keyfold.schema.RefreshTrigger;
import io.keyfold.schema.TokenChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One refresh at a time per grant, and its result counts only while nothing newer replaced it. */
class RefreshDecisionsTest {

  private static final String PAC = "pac_1";

  @Test
  @Tag("promise-2")
  void onlyOneRefreshOfAVersionStarts() {
    Scenario scenario = Scenario.given(connect(PAC));

    StartRefresh first = start(PAC, 1);
    GrantTokens leased = scenario.one(first, GrantTokens.class);

    assertThat(leased.getChange()).isEqualTo(TokenChange.REFRESH_STARTED);
    assertThat(lease(scenario).attemptId()).isEqualTo(first.getMeta().getCommandId().toString());
    scenario.refused(start(PAC, 1), ErrorCode.CONFLICT);
    scenario.refused(start(PAC, 2), ErrorCode.CONFLICT);
  }

  @Test
  void aRefreshReplacesTheTokensAndEndsTheLease() {
    Scenario scenario = Scenario.given(connect(PAC));
    String attempt = started(scenario, 1);

    List<Event> events = scenario.when(refreshed(PAC, attempt, "two"));

    assertThat(events).hasExactlyElementsOfTypes(AppVersionUsed.class, GrantTokens.class);
    TokenState after = state(scenario);
    assertThat(after.credentialVersion()).isEqualTo(2);
    assertThat(after.tokens()).isEqualTo(SealedTokens.of(tokens("two").build()));
    assertThat(after.lease()).isNull();
    scenario.refused(refreshed(PAC, attempt, "again"), ErrorCode.CONFLICT);
  }

  @Test
  void aLateResultDoesNotOverwriteANewerLogin() {
    Scenario scenario = Scenario.given(connect(PAC));
    String attempt = started(scenario, 1);

    List<Event> events = scenario.when(importTokens(PAC, 1, "login"));

    assertThat(events).hasAtLeastOneElementOfType(GrantReconnected.class);
    scenario.refused(refreshed(PAC, attempt, "late"), ErrorCode.CONFLICT);
    assertThat(state(scenario).tokens()).isEqualTo(SealedTokens.of(tokens("login").build()));
  }

  @Test
  void aRefusalAfterANewerLoginBreaksNothing() {
    Scenario scenario = Scenario.given(connect(PAC));
    String attempt = started(scenario, 1);
    scenario.when(importTokens(PAC, 1, "login"));

    scenario.refused(failed(PAC, attempt, RefreshResult.REJECTED, "invalid_grant"), ErrorCode.CONFLICT);

    assertThat(state(scenario).needsReconnect()).isFalse();
  }

  @Test
  void aRefusedRefreshTokenNeedsANewConsentAndLeavesEvidence() {
    Scenario scenario = Scenario.given(connect(PAC));
    String attempt = started(scenario, 1);

    List<Event> events = scenario.when(failed(PAC, attempt, RefreshResult.REJECTED, "invalid_grant"));

    GrantBroken broken = the(GrantBroken.class, events);
    assertThat(broken.getReason()).isEqualTo("invalid_grant");
    assertThat(broken.getEvidence()).contains(attempt, "\"credential_version\":1", "\"response_lost_before\":false");
    assertThat(state(scenario).needsReconnect()).isTrue();
    scenario.refused(start(PAC, 1), ErrorCode.AUTHENTICATION_REQUIRED);
  }

  @Test
  void aFailureIsRetriedLaterAndLater() {
    Scenario scenario = Scenario.given(connect(PAC));
    Instant before = NOW;
    for (int count = 1; count <= 30; count++) {
      scenario.one(failed(PAC, started(scenario, 1), RefreshResult.TRANSIENT, "unreachable"), GrantTokens.class);
      Failure failure = failure(scenario);
      assertThat(failure.count()).isEqualTo(count);
      assertThat(failure.retryAt()).isBetween(NOW.plusSeconds(2), NOW.plus(Duration.ofMinutes(75)));
      assertThat(failure.retryAt()).isAfter(count < 11 ? before : NOW);
      before = Objects.requireNonNull(failure.retryAt());
    }
  }

  @Test
  void theProvidersRetryAfterIsRespected() {
    Scenario scenario = Scenario.given(connect(PAC));
    FinishRefresh busy = FinishRefresh.newBuilder(
      failed(PAC, started(scenario, 1), RefreshResult.TRANSIENT, "error_status")
    )
      .setRetryAfterMs(Duration.ofHours(3).toMillis())
      .build();

    scenario.when(busy);

    assertThat(failure(scenario).retryAt()).isEqualTo(NOW.plus(Duration.ofHours(3)));
  }

  @Test
  void aDeadExecutorIsRetriedOnceAndThenTheGrantNeedsANewConsent() {
    Scenario scenario = Scenario.given(connect(PAC));
    String orphan = started(scenario, 1);

    scenario.one(restart(PAC, orphan), GrantTokens.class);

    Lease retry = lease(scenario);
    assertThat(retry.retry()).isTrue();
    assertThat(retry.trigger()).isEqualTo(RefreshTrigger.RECOVERY);
    assertThat(failure(scenario).outcomeUnknown()).isTrue();
    scenario.refused(refreshed(PAC, orphan, "late"), ErrorCode.CONFLICT);

    GrantBroken broken = the(GrantBroken.class, scenario.when(restart(PAC, retry.attemptId())));
    assertThat(broken.getReason()).isEqualTo("outcome_unknown");
    assertThat(broken.getEvidence()).contains("\"retry_after_unknown_result\":true");
  }

  @Test
  void theRetryAfterALostResponseThatIsRefusedReportsTheLoss() {
    Scenario scenario = Scenario.given(connect(PAC));
    scenario.when(restart(PAC, started(scenario, 1)));

    String retry = lease(scenario).attemptId();
    GrantBroken broken = the(
      GrantBroken.class,
      scenario.when(failed(PAC, retry, RefreshResult.REJECTED, "invalid_grant"))
    );

    assertThat(broken.getEvidence()).contains("\"response_lost_before\":true", "\"last_failure\":\"outcome_unknown\"");
  }

  @Test
  void anUnknownResultIsRetriedAtOnceAndThenLater() {
    Scenario scenario = Scenario.given(connect(PAC));
    scenario.when(failed(PAC, started(scenario, 1), RefreshResult.AMBIGUOUS, "timeout"));
    Lease retry = lease(scenario);
    assertThat(retry.retry()).isTrue();

    scenario.when(failed(PAC, retry.attemptId(), RefreshResult.AMBIGUOUS, "timeout"));

    TokenState after = state(scenario);
    assertThat(after.lease()).isNull();
    assertThat(after.needsReconnect()).isFalse();
    assertThat(failure(scenario).count()).isEqualTo(2);
    assertThat(failure(scenario).outcomeUnknown()).isTrue();
  }

  @Test
  void tokensThatCannotBeRefreshedAreLeftAlone() {
    Scenario scenario = Scenario.given(connect(PAC, tokens("one").setRefresh(null).setRefreshable(false).build()));

    scenario.refused(start(PAC, 1), ErrorCode.AUTHENTICATION_REQUIRED);
    scenario.refused(start("pac_2", 1), ErrorCode.GONE);
  }

  @Test
  void theTokensOfARefreshThatEndsAfterTheArchivingAreTheOnesToRevoke() {
    Scenario scenario = Scenario.given(connect(PAC));
    String attempt = started(scenario, 1);
    scenario.when(archive(PAC));
    scenario.refused(revoked(PAC), ErrorCode.CONFLICT);

    scenario.when(refreshed(PAC, attempt, "two"));

    TokenState after = state(scenario);
    assertThat(after.archived()).isTrue();
    assertThat(after.lease()).isNull();
    assertThat(after.tokens()).isEqualTo(SealedTokens.of(tokens("two").build()));
    scenario.refused(start(PAC, 2), ErrorCode.GONE);
  }

  @Test
  void anOrphanedRefreshOfAnArchivedGrantIsNotRetried() {
    Scenario scenario = Scenario.given(connect(PAC));
    String attempt = started(scenario, 1);
    scenario.when(archive(PAC));

    scenario.when(restart(PAC, attempt));

    assertThat(state(scenario).lease()).isNull();
    assertThat(state(scenario).archived()).isTrue();
  }

  @Test
  @Tag("promise-4")
  void theEndOfTheRevocationErasesTheTokens() {
    Scenario scenario = Scenario.given(connect(PAC), archive(PAC));

    GrantRevoked end = the(GrantRevoked.class, scenario.when(revoked(PAC)));

    assertThat(end.getKeyId()).isEqualTo("key_1");
    assertThat(scenario.state().find(TokenState.key(ACME, PAC))).isEmpty();
    scenario.refused(revoked(PAC), ErrorCode.CONFLICT);
  }

  @Test
  void anActiveGrantIsNotRevoked() {
    Scenario.given(connect(PAC)).refused(revoked(PAC), ErrorCode.CONFLICT);
  }

  @Test
  void aResultOfAnUnknownAttemptIsRefused() {
    Scenario scenario = Scenario.given(connect(PAC));
    scenario.refused(refreshed(PAC, UUID.randomUUID().toString(), "two"), ErrorCode.CONFLICT);
    scenario.refused(restart(PAC, UUID.randomUUID().toString()), ErrorCode.CONFLICT);
  }

  private static String started(Scenario scenario, long version) {
    StartRefresh command = start(PAC, version);
    scenario.when(command);
    return command.getMeta().getCommandId().toString();
  }

  private static <E extends Event> E the(Class<E> type, List<Event> events) {
    return events.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private static Lease lease(Scenario scenario) {
    return Objects.requireNonNull(state(scenario).lease());
  }

  private static Failure failure(Scenario scenario) {
    return Objects.requireNonNull(state(scenario).failure());
  }

  private static TokenState state(Scenario scenario) {
    return scenario.state().find(TokenState.key(ACME, PAC)).orElseThrow();
  }
}
