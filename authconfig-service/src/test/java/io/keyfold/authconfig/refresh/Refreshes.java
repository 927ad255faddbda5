package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.decide.AuthConfigDecider;
import io.keyfold.authconfig.decide.AuthConfigFolds;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenGrant;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Event;
import java.time.Duration;
import java.util.List;

/** Short factories for tests of refreshes. */
final class Refreshes {

  private Refreshes() {}

  /** {@return the default settings with these limits} */
  static RefreshProperties properties(int maxCalls, int maxCallsPerProvider) {
    return new RefreshProperties(
      Duration.ofMinutes(5),
      Duration.ofMinutes(1),
      Duration.ofDays(7),
      Duration.ofSeconds(1),
      maxCalls,
      maxCallsPerProvider,
      50,
      50,
      10,
      Duration.ofMillis(50),
      Duration.ofHours(24)
    );
  }

  /** {@return a grant with an open refresh} */
  static Attempt attempt(String id, int partition, long takenAt) {
    MapState state = new MapState();
    for (AuthConfigCommand command : List.of(GivenGrant.connect(id), GivenGrant.start(id, 1))) {
      if (new AuthConfigDecider().decide(command, state) instanceof Decision.Accepted<Event>(List<Event> events)) {
        state.apply(AuthConfigFolds.all(), events);
      }
    }
    return new Attempt(state.find(TokenState.key(Given.ACME, id)).orElseThrow(), partition, takenAt);
  }
}
