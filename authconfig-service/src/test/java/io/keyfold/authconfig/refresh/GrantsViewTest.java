package io.keyfold.authconfig.refresh;

import static io.keyfold.authconfig.testing.Given.ACME;
import static io.keyfold.authconfig.testing.Given.NOW;
import static io.keyfold.authconfig.testing.GivenGrant.tokens;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.RecordRevocation;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.decide.AuthConfigDecider;
import io.keyfold.authconfig.decide.AuthConfigFolds;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenGrant;
import io.keyfold.authconfig.testing.GivenSetup;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.testing.MapView;
import io.keyfold.schema.Event;
import io.keyfold.schema.RefreshResult;
import io.keyfold.schema.TokenChange;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The view's queues of what happens to a grant next; each grant is in one of the refreshes at most. */
class GrantsViewTest {

  private static final String PAC = "pac_1";
  private static final Instant END = NOW.plus(Duration.ofDays(1_000));

  private final AuthConfigDecider decider = new AuthConfigDecider();
  private final MapState state = new MapState();
  private final MapView view = new MapView();
  private final List<GrantTokens> log = new ArrayList<>();

  @Test
  void aGrantMovesBetweenTheQueues() {
    when(GivenGrant.connect(PAC));
    assertQueued(RefreshQueue.EXPIRING);

    String first = start(1);
    assertQueued(RefreshQueue.OPEN);

    when(GivenGrant.failed(PAC, first, RefreshResult.TRANSIENT, "unreachable"));
    assertQueued(RefreshQueue.RETRYING);

    when(GivenGrant.refreshed(PAC, start(1), "two"));
    assertQueued(RefreshQueue.EXPIRING);

    when(GivenGrant.failed(PAC, start(2), RefreshResult.REJECTED, "invalid_grant"));
    assertQueued();

    when(GivenGrant.importTokens(PAC, 2, "three"));
    assertQueued(RefreshQueue.EXPIRING);

    when(Given.archive(PAC));
    assertQueued(RefreshQueue.REVOKING);

    when(GivenGrant.revoked(PAC));
    assertQueued();
    assertThat(view).satisfies(empty -> assertThat(empty.find(TokenState.key(ACME, PAC))).isEmpty());
  }

  @Test
  void aDiscardedConsentIsRevokedWhileTheGrantGoesOn() {
    when(GivenGrant.connect(PAC, GivenSetup.tokens("one", "ada")));
    when(GivenSetup.create().setAuthConfigId(PAC).setReconnect(true).build());
    when(GivenSetup.claim("a1"));
    when(GivenSetup.submit("a1", "browser").setTokens(GivenSetup.tokens("a1", "bob")).build());
    assertQueued(RefreshQueue.EXPIRING);

    when(GivenSetup.archive());
    assertQueued(RefreshQueue.EXPIRING, RefreshQueue.REVOKING);

    when(RecordRevocation.newBuilder(GivenSetup.revoked("a1")).setMeta(Given.meta(PAC, null)).build());
    assertQueued(RefreshQueue.EXPIRING);
  }

  @Test
  void tokensWithoutExpiryWaitForTheirRefreshTokensDeath() {
    when(
      GivenGrant.connect(
        PAC,
        tokens("one")
          .setExpiresAt(null)
          .setRefreshExpiresAt(NOW.plus(Duration.ofDays(90)))
          .build()
      )
    );
    assertQueued(RefreshQueue.IDLE);
  }

  @Test
  void tokensThatCannotBeRefreshedAreInNoQueue() {
    when(GivenGrant.connect(PAC, tokens("one").setRefresh(null).setRefreshable(false).build()));
    assertQueued();
  }

  @Test
  @Tag("promise-7")
  void aReplayGivesTheSameView() {
    when(GivenGrant.connect(PAC));
    when(GivenGrant.failed(PAC, start(1), RefreshResult.TRANSIENT, "unreachable"));
    when(GivenGrant.refreshed(PAC, start(1), "two"));
    Map<String, List<String>> live = queued(view);

    MapView replayed = new MapView();
    log.forEach(record -> fold(replayed, record));
    // After a crash, the last records come again.
    log.forEach(record -> fold(replayed, record));

    assertThat(queued(replayed)).isEqualTo(live);
    assertThat(replayed.find(TokenState.key(ACME, PAC))).isEqualTo(view.find(TokenState.key(ACME, PAC)));
  }

  @Test
  void aCompactedLogGivesTheSameView() {
    when(GivenGrant.connect(PAC));
    when(GivenGrant.refreshed(PAC, start(1), "two"));

    MapView compacted = new MapView();
    fold(compacted, log.getLast());

    assertThat(queued(compacted)).isEqualTo(queued(view));
  }

  @Test
  void theBackgroundRefreshesAheadOfTheExpiryAndSpreadsThat() {
    DueRefresh due = new DueRefresh(Refreshes.properties(10, 10));
    SealedTokens hour = SealedTokens.of(tokens("one").build());
    Instant expiry = NOW.plus(Duration.ofHours(1));
    assertThat(due.isExpiring(PAC, hour, expiry.minus(Duration.ofMinutes(6)).minusMillis(1))).isFalse();
    assertThat(due.isExpiring(PAC, hour, expiry.minus(Duration.ofMinutes(5)))).isTrue();
    long early = IntStream.range(0, 1_000)
      .filter(i -> due.isExpiring("pac_" + i, hour, expiry.minus(Duration.ofSeconds(330))))
      .count();
    assertThat(early).isBetween(300L, 700L);

    // Of a minute, a quarter is the most; younger than 30 s is left to callers.
    SealedTokens minute = SealedTokens.of(tokens("one").setExpiresAt(NOW.plusSeconds(60)).build());
    assertThat(due.isExpiring(PAC, minute, NOW.plusSeconds(29))).isFalse();
    assertThat(due.isExpiring(PAC, minute, NOW.plusSeconds(45))).isTrue();
  }

  @Test
  void anUnusedRefreshTokenIsUsedInTime() {
    DueRefresh due = new DueRefresh(Refreshes.properties(10, 10));
    SealedTokens idle = SealedTokens.of(
      tokens("one")
        .setExpiresAt(null)
        .setRefreshExpiresAt(NOW.plus(Duration.ofDays(90)))
        .build()
    );
    assertThat(due.isIdle(idle, NOW.plus(Duration.ofDays(82)))).isFalse();
    assertThat(due.isIdle(idle, NOW.plus(Duration.ofDays(83)))).isTrue();
  }

  private String start(long version) {
    StartRefresh command = GivenGrant.start(PAC, version);
    when(command);
    return command.getMeta().getCommandId().toString();
  }

  private void when(AuthConfigCommand command) {
    if (!(decider.decide(command, state) instanceof Decision.Accepted<Event>(List<Event> events))) {
      throw new AssertionError("refused: " + command);
    }
    state.apply(AuthConfigFolds.all(), events);
    events
      .stream()
      .filter(GrantTokens.class::isInstance)
      .map(GrantTokens.class::cast)
      .forEach(record -> {
        log.add(record);
        fold(view, record);
      });
  }

  private static void fold(MapView into, GrantTokens record) {
    boolean erased = record.getChange() == TokenChange.ERASED;
    into.fold(new GrantsView(), TokenState.recordKey(record), erased ? null : record);
  }

  private void assertQueued(RefreshQueue... expected) {
    Map<String, List<String>> found = queued(view);
    assertThat(found.keySet()).containsExactlyInAnyOrderElementsOf(List.of(expected).stream().map(NAMES::get).toList());
    assertThat(found.values()).allSatisfy(ids -> assertThat(ids).containsExactly(PAC));
  }

  private static final Map<RefreshQueue, String> NAMES = Map.of(
    RefreshQueue.OPEN,
    "open",
    RefreshQueue.EXPIRING,
    "expiring",
    RefreshQueue.RETRYING,
    "retrying",
    RefreshQueue.IDLE,
    "idle",
    RefreshQueue.REVOKING,
    "revoking"
  );

  private static Map<String, List<String>> queued(MapView of) {
    Map<String, List<String>> found = new LinkedHashMap<>();
    NAMES.forEach((queue, name) -> {
      List<String> ids = new ArrayList<>();
      queue.index().scan(of, END, "", (position, due) -> ids.add(due.id()));
      if (!ids.isEmpty()) {
        found.put(name, ids);
      }
    });
    return found;
  }
}
