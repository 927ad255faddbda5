package io.keyfold.session.secrets;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapState;
import io.keyfold.session.commands.SessionCommand;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.Replays;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Tag("promise-7")
class SecretsFoldTest {

  @Property(tries = 200)
  void decisionsFoldToTheSameStateAcrossReplays(
    @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 99) Integer> choices,
    @ForAll boolean old,
    @ForAll long seed
  ) {
    SessionLog log = decided(choices, old);
    assertThat(Replays.withReplays(SessionLog.FOLD, log.events(), seed)).isEqualTo(log.state());
  }

  /** A crash can leave the first changes of an event in the store; the event is then applied again. */
  @Property(tries = 200)
  void anEventThatWasAppliedInPartIsCompletedByItsRepetition(
    @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 99) Integer> choices,
    @ForAll boolean old,
    @ForAll long seed
  ) {
    SessionLog log = decided(choices, old);
    Random random = new Random(seed);
    MapState state = new MapState();
    for (SessionEvent event : log.events()) {
      List<Change> changes = SessionLog.FOLD.apply(event, state);
      List<Change> stored = changes.subList(0, random.nextInt(changes.size() + 1));
      state.apply((SessionEvent it, State before) -> stored, List.of(event));
      state.apply(SessionLog.FOLD, List.of(event));
    }
    assertThat(state).isEqualTo(log.state());
  }

  private static SessionLog decided(List<Integer> choices, boolean old) {
    SessionLog log = new SessionLog();
    log.accepted(SessionLog.session("ses_1", old));
    Instant at = Fixtures.AT;
    for (int choice : choices) {
      at = at.plusSeconds(choice % 7);
      log.decide(command(choice, at));
    }
    return log;
  }

  private static SessionCommand command(int choice, Instant at) {
    String id = "sks_" + (choice % 10);
    String previous = "sks_" + ((choice / 7) % 10);
    return switch (choice / 25) {
      case 0 -> SessionLog.create(id, at, choice);
      case 1 -> SessionLog.rotate(id, previous, at, null);
      case 2 -> SessionLog.rotate(id, previous, at, at.plusSeconds(choice % 5));
      default -> SessionLog.revoke(id, at);
    };
  }
}
