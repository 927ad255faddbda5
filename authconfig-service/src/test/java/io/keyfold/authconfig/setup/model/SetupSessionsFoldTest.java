package io.keyfold.authconfig.setup.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.decide.AuthConfigDecider;
import io.keyfold.authconfig.decide.AuthConfigFolds;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenSetup;
import io.keyfold.authconfig.testing.SetupCommands;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.sweep.DueIndex;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Event;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;

@Tag("promise-7")
class SetupSessionsFoldTest {

  private static final Fold<AuthConfigEvent> FOLD = new SetupSessionsFold();

  @Provide
  Arbitrary<List<AuthConfigEvent>> histories() {
    return SetupCommands.any("challenge").map(SetupSessionsFoldTest::accepted);
  }

  private static List<AuthConfigEvent> accepted(List<AuthConfigCommand> commands) {
    List<AuthConfigCommand> all = new ArrayList<>(List.of(GivenSetup.create().build()));
    all.addAll(commands);
    AuthConfigDecider decider = new AuthConfigDecider();
    MapState state = new MapState();
    List<AuthConfigEvent> events = new ArrayList<>();
    for (AuthConfigCommand command : all) {
      if (decider.decide(command, state) instanceof Decision.Accepted<Event>(List<Event> decided)) {
        state.apply(AuthConfigFolds.all(), decided);
        decided.forEach(event -> {
          if (event instanceof AuthConfigEvent own) {
            events.add(own);
          }
        });
      }
    }
    return events;
  }

  @Property
  void duplicatesAnywhereChangeNothing(@ForAll("histories") List<AuthConfigEvent> history) {
    List<AuthConfigEvent> doubled = history
      .stream()
      .flatMap(event -> List.of(event, event).stream())
      .toList();
    assertThat(MapState.of(FOLD, doubled)).isEqualTo(MapState.of(FOLD, history));
  }

  @Property
  void foldingAnEventAgainRepairsACrashBetweenItsChanges(
    @ForAll("histories") List<AuthConfigEvent> history,
    @ForAll @IntRange(max = 29) int at,
    @ForAll @IntRange(max = 4) int kept
  ) {
    int crash = Math.min(at, history.size() - 1);
    MapState crashed = MapState.of(FOLD, history.subList(0, crash));
    List<Change> changes = FOLD.apply(history.get(crash), crashed);
    Fold<AuthConfigEvent> torn = (event, state) -> changes.subList(0, Math.min(kept, changes.size()));
    crashed.apply(torn, List.of(history.get(crash)));
    crashed.apply(FOLD, history.subList(crash, history.size()));
    assertThat(crashed).isEqualTo(MapState.of(FOLD, history));
  }

  @Property
  void exactlyThePendingSessionsAreDueAndFoundByTheirUser(@ForAll("histories") List<AuthConfigEvent> history) {
    MapState state = MapState.of(FOLD, history);
    SetupSession session = state.find(SetupSession.key(Given.ACME, GivenSetup.SESSION)).orElseThrow();
    List<DueIndex.Due> due = new ArrayList<>();
    SetupSessionsFold.DUE.scan(state, GivenSetup.EXPIRY, "", (position, entry) -> due.add(entry));
    boolean pending = session.status() == SetupSession.Status.PENDING;

    assertThat(due).hasSize(pending ? 1 : 0);
    for (String user : List.of("alice", "bob")) {
      assertThat(SetupSessionsFold.openOf(state, Given.ACME, user, 10)).hasSize(
        pending && user.equals(session.owner().user()) ? 1 : 0
      );
    }
  }
}
