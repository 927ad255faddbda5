package io.keyfold.authconfig.decide;

import static io.keyfold.authconfig.testing.Given.ACME;
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

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.commands.ImportTokens;
import io.keyfold.authconfig.commands.RestartRefresh;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.grants.Lease;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Event;
import io.keyfold.schema.RefreshResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Random interleavings of callers, executors, logins and archiving. Executors know attempts that may be long over, and
 * callers know versions that may be outdated.
 */
class RefreshInterleavingsTest {

  private static final String PAC = "pac_1";

  private final AuthConfigDecider decider = new AuthConfigDecider();

  /**
   * What somebody tries next.
   *
   * @param what which command
   * @param which which of the attempts or versions seen so far
   */
  record Step(@IntRange(max = 8) int what, @IntRange(max = 50) int which) {}

  @Property(tries = 500)
  void oneLeaseAtATimeAndNewerTokensStay(
    @ForAll @Size(max = 60) List<@IntRange(max = 8) Integer> what,
    @ForAll @Size(min = 60, max = 60) List<@IntRange(max = 50) Integer> which
  ) {
    MapState state = new MapState();
    List<Event> log = new ArrayList<>();
    List<String> attempts = new ArrayList<>();
    accept(connect(PAC), state, log);
    for (int i = 0; i < what.size(); i++) {
      Optional<TokenState> before = tokensOf(state);
      AuthConfigCommand command = command(new Step(what.get(i), which.get(i)), i, attempts, before);
      boolean accepted = accept(command, state, log);
      tokensOf(state)
        .map(TokenState::lease)
        .map(Lease::attemptId)
        .filter(attempt -> !attempts.contains(attempt))
        .ifPresent(attempts::add);
      if (before.isPresent()) {
        check(command, accepted, before.get(), tokensOf(state));
      }
    }
    assertThat(MapState.of(AuthConfigFolds.all(), log)).isEqualTo(state);
  }

  private static AuthConfigCommand command(Step step, int number, List<String> attempts, Optional<TokenState> tokens) {
    String attempt = attempts.isEmpty()
      ? UUID.randomUUID().toString()
      : attempts.get(Math.max(0, attempts.size() - 1 - (step.which() % 3)));
    long version = Math.max(1, tokens.map(TokenState::credentialVersion).orElse(1L) - (step.which() % 2));
    String text = "tokens " + number;
    return switch (step.what()) {
      case 0, 1 -> start(PAC, version);
      case 2 -> refreshed(PAC, attempt, text);
      case 3 -> failed(PAC, attempt, RefreshResult.TRANSIENT, "unreachable");
      case 4 -> failed(PAC, attempt, RefreshResult.AMBIGUOUS, "timeout");
      case 5 -> restart(PAC, attempt);
      case 6 -> importTokens(PAC, version, text);
      case 7 -> step.which() < 10
        ? failed(PAC, attempt, RefreshResult.REJECTED, "invalid_grant")
        : refreshed(PAC, attempt, text);
      default -> step.which() < 5 ? archive(PAC) : step.which() < 10 ? revoked(PAC) : start(PAC, version);
    };
  }

  private boolean accept(AuthConfigCommand command, MapState state, List<Event> log) {
    if (!(decider.decide(command, state) instanceof Decision.Accepted<Event>(List<Event> events))) {
      return false;
    }
    state.apply(AuthConfigFolds.all(), events);
    log.addAll(events);
    return true;
  }

  private static void check(
    AuthConfigCommand command,
    boolean accepted,
    TokenState before,
    Optional<TokenState> after
  ) {
    Lease open = before.lease();
    switch (command) {
      case StartRefresh start when accepted -> {
        assertThat(open).as("no second lease").isNull();
        assertThat(start.getCredentialVersion()).isEqualTo(before.credentialVersion());
        assertThat(before.archived()).isFalse();
      }
      case FinishRefresh finish -> {
        assertThat(accepted)
          .as("only the open attempt has a result")
          .isEqualTo(open != null && open.attemptId().equals(finish.getAttemptId()));
        if (!accepted) {
          assertThat(after).contains(before);
        } else if (finish.getTokens() != null) {
          assertThat(Objects.requireNonNull(open).credentialVersion()).isEqualTo(before.credentialVersion());
          assertThat(after.orElseThrow().tokens()).isEqualTo(SealedTokens.of(finish.getTokens()));
        } else {
          assertThat(after.orElseThrow().tokens()).isEqualTo(before.tokens());
        }
      }
      case RestartRefresh restart when accepted -> assertThat(Objects.requireNonNull(open).attemptId()).isEqualTo(
        restart.getAttemptId()
      );
      case ImportTokens tokens when accepted -> {
        assertThat(tokens.getExpectedCredentialVersion()).isEqualTo(before.credentialVersion());
        assertThat(after.orElseThrow().lease()).as("a login ends a refresh").isNull();
        assertThat(after.orElseThrow().needsReconnect()).isFalse();
      }
      default -> {
      }
    }
    after.ifPresent(now -> assertThat(now.credentialVersion()).isGreaterThanOrEqualTo(before.credentialVersion()));
  }

  private static Optional<TokenState> tokensOf(MapState state) {
    return state.find(TokenState.key(ACME, PAC));
  }

  @Property(tries = 100)
  void tokensHaveTheirOwnVersions(@ForAll @IntRange(min = 1, max = 20) int refreshes) {
    MapState state = new MapState();
    List<Event> log = new ArrayList<>();
    accept(connect(PAC, tokens("one").build()), state, log);
    for (int i = 1; i <= refreshes; i++) {
      StartRefresh start = start(PAC, i);
      assertThat(accept(start, state, log)).isTrue();
      String attempt = start.getMeta().getCommandId().toString();
      assertThat(accept(refreshed(PAC, attempt, "tokens " + i), state, log)).isTrue();
    }
    assertThat(tokensOf(state).orElseThrow().credentialVersion()).isEqualTo(refreshes + 1L);
  }
}
