package io.keyfold.session.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.log.Decision;
import io.keyfold.platform.testing.MapState;
import io.keyfold.session.commands.AddSessionProvider;
import io.keyfold.session.commands.ArchiveSession;
import io.keyfold.session.commands.CreateSession;
import io.keyfold.session.commands.RemoveSessionProvider;
import io.keyfold.session.commands.SessionCommand;
import io.keyfold.session.commands.UpdateSession;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Replays;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Tag("promise-7")
class SessionsFoldTest {

  private final SessionsFold fold = new SessionsFold();

  @Property(tries = 200)
  void decisionsFoldToTheSameStateAcrossReplays(
    @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 0, max = 99) Integer> choices,
    @ForAll long seed
  ) {
    SessionDecider decider = new SessionDecider();
    MapState decided = new MapState();
    List<SessionEvent> log = new ArrayList<>();
    for (int choice : choices) {
      if (decider.decide(command(choice), decided) instanceof Decision.Accepted<SessionEvent> accepted) {
        decided.apply(fold, accepted.events());
        log.addAll(accepted.events());
      }
    }
    assertThat(Replays.withReplays(fold, log, seed)).isEqualTo(decided);
  }

  private static SessionCommand command(int choice) {
    String session = "ses_" + (choice % 2);
    String provider = "spr_" + ((choice / 2) % 5);
    var wanted = io.keyfold.schema.SessionProvider.newBuilder()
      .setId(provider)
      .setTag("0000" + (choice % 3))
      .setProviderId("prv_1")
      .setProviderDeploymentId("pdp_1")
      .build();
    return switch (choice / 10) {
      case 0, 1, 2 -> CreateSession.newBuilder()
        .setMeta(Events.command(session, null))
        .setProviders(
          List.of(
            io.keyfold.schema.SessionProvider.newBuilder(wanted)
              .setId("spr_of_" + session)
              .build()
          )
        )
        .build();
      case 3, 4, 5 -> new AddSessionProvider(Events.command(provider, null), session, wanted);
      case 6, 7 -> new RemoveSessionProvider(Events.command(provider, null), session);
      case 8 -> new ArchiveSession(Events.command(session, null));
      default -> new UpdateSession(Events.command(session, null), "name " + choice, null, null);
    };
  }
}
