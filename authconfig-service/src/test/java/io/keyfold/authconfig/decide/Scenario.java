package io.keyfold.authconfig.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Event;
import java.util.List;

/** Given commands, when a command, then events or a rejection. */
public final class Scenario {

  private final AuthConfigDecider decider = new AuthConfigDecider();
  private final Fold<Event> fold = AuthConfigFolds.all();
  private final MapState state = new MapState();

  /** {@return the state after the commands} */
  public static Scenario given(AuthConfigCommand... commands) {
    Scenario scenario = new Scenario();
    for (AuthConfigCommand command : commands) {
      scenario.when(command);
    }
    return scenario;
  }

  /** Decides and folds; every event must increase its object's version by one. */
  public List<Event> when(AuthConfigCommand command) {
    if (!(decider.decide(command, state) instanceof Decision.Accepted<Event>(List<Event> events))) {
      throw new AssertionError("refused: " + decider.decide(command, state));
    }
    assertThat(events)
      .extracting(event -> event.getMeta().getEventId())
      .doesNotHaveDuplicates();
    state.apply(fold, events);
    return events;
  }

  /** {@return the only event of the command} */
  public <E extends Event> E one(AuthConfigCommand command, Class<E> type) {
    List<Event> events = when(command);
    assertThat(events).hasSize(1);
    assertThat(events.getFirst()).isInstanceOf(type);
    return type.cast(events.getFirst());
  }

  /** Decides; the command must be rejected. */
  public void refused(AuthConfigCommand command, ErrorCode code) {
    assertThat(decider.decide(command, state)).isInstanceOfSatisfying(Decision.Rejected.class, refused ->
      assertThat(refused.rejection().code()).isEqualTo(code)
    );
  }

  /** {@return the folded state} */
  public MapState state() {
    return state;
  }
}
