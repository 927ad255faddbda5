package io.keyfold.authconfig.model;

import static io.keyfold.authconfig.testing.Given.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.decide.AuthConfigDecider;
import io.keyfold.authconfig.decide.AuthConfigFolds;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Event;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class AuthConfigsTest {

  private static final EventFolds<AuthConfigEvent> EVENTS = AuthConfigFolds.events();
  private static final Fold<AuthConfigEvent> FOLD = EVENTS::apply;

  /** Histories of a few objects that the decider accepts. */
  @Provide
  Arbitrary<List<AuthConfigEvent>> histories() {
    Arbitrary<String> config = Arbitraries.of("pac_1", "pac_2", "pac_3");
    Arbitrary<String> deployment = Arbitraries.of("pdp_1", "pdp_2");
    Arbitrary<AuthConfigCommand> command = Arbitraries.oneOf(
      Combinators.combine(config, deployment).as(Given::createFor),
      config.map(Given::createDefault),
      config.map(id -> Given.rename(id, "name of " + id)),
      Combinators.combine(config, Arbitraries.longs().between(2, 4)).as(Given::rotate),
      Combinators.combine(config, Arbitraries.longs().between(2, 4)).as(Given::rotateWithGrace),
      Combinators.combine(config, Arbitraries.longs().between(1, 4)).as(Given::retire),
      Combinators.combine(config, Arbitraries.longs().between(1, 4)).as(Given::restore),
      config.map(Given::recordExpiry),
      config.map(Given::archive),
      deployment.map(Given::attach),
      deployment.map(Given::close)
    );
    return command.list().ofMaxSize(30).map(AuthConfigsTest::accepted);
  }

  private static List<AuthConfigEvent> accepted(List<AuthConfigCommand> commands) {
    AuthConfigDecider decider = new AuthConfigDecider();
    MapState state = new MapState();
    List<AuthConfigEvent> events = new ArrayList<>();
    for (AuthConfigCommand command : commands) {
      if (decider.decide(command, state) instanceof Decision.Accepted<Event>(List<Event> decided)) {
        List<AuthConfigEvent> accepted = decided.stream().map(AuthConfigEvent.class::cast).toList();
        state.apply(FOLD, accepted);
        events.addAll(accepted);
      }
    }
    return events;
  }

  @Property
  @net.jqwik.api.Tag("promise-7")
  void replayingTheTailChangesNothing(
    @ForAll("histories") List<AuthConfigEvent> history,
    @ForAll @IntRange(max = 30) int from
  ) {
    MapState once = MapState.of(FOLD, history);
    MapState twice = MapState.of(FOLD, history).apply(
      FOLD,
      history.subList(Math.min(from, history.size()), history.size())
    );
    assertThat(twice).isEqualTo(once);
  }

  @Property
  @net.jqwik.api.Tag("promise-7")
  void duplicatesAnywhereChangeNothing(@ForAll("histories") List<AuthConfigEvent> history) {
    List<AuthConfigEvent> doubled = history
      .stream()
      .flatMap(event -> List.of(event, event).stream())
      .toList();
    assertThat(MapState.of(FOLD, doubled)).isEqualTo(MapState.of(FOLD, history));
  }

  @Property
  @net.jqwik.api.Tag("promise-7")
  void foldingAnEventAgainRepairsACrashBetweenItsChanges(
    @ForAll("histories") List<AuthConfigEvent> history,
    @ForAll @IntRange(max = 29) int at,
    @ForAll @IntRange(max = 3) int kept
  ) {
    if (at >= history.size()) {
      return;
    }
    MapState crashed = MapState.of(FOLD, history.subList(0, at));
    List<Change> changes = FOLD.apply(history.get(at), crashed);
    Fold<AuthConfigEvent> torn = (event, state) -> changes.subList(0, Math.min(kept, changes.size()));
    crashed.apply(torn, List.of(history.get(at)));
    crashed.apply(FOLD, history.subList(at, history.size()));
    assertThat(crashed).isEqualTo(MapState.of(FOLD, history));
  }

  @Property
  @net.jqwik.api.Tag("promise-7")
  void eventsOfDifferentObjectsCanInterleaveInAnyOrder(@ForAll("histories") List<AuthConfigEvent> history) {
    List<AuthConfigEvent> bound = history
      .stream()
      .filter(event -> event.getMeta().getObjectId().startsWith("pdp_"))
      .toList();
    List<AuthConfigEvent> interleaved = new ArrayList<>(
      bound
        .stream()
        .filter(event -> event.getMeta().getObjectId().equals("pdp_2"))
        .toList()
    );
    interleaved.addAll(
      bound
        .stream()
        .filter(event -> event.getMeta().getObjectId().equals("pdp_1"))
        .toList()
    );
    assertThat(MapState.of(FOLD, interleaved)).isEqualTo(MapState.of(FOLD, bound));
  }

  @Property
  void atMostOneAuthConfigIsTheDefault(@ForAll("histories") List<AuthConfigEvent> history) {
    MapState state = MapState.of(FOLD, history);
    List<String> flagged = new ArrayList<>();
    state.scan(Scan.all(ACME, AuthConfigs.kind()), (id, config) -> {
      if (config.tenantDefault()) {
        flagged.add(id);
      }
      return true;
    });
    List<String> wanted = AuthConfigs.tenantDefault(state, ACME, "prv_exa").map(AuthConfig::id).stream().toList();
    assertThat(flagged).isEqualTo(wanted);
  }

  @Test
  @Tag("promise-7")
  void recordsRoundTripThroughJson() {
    MapState state = MapState.of(FOLD, accepted(List.of(Given.createFor("pac_1", "pdp_1"), Given.attach("pdp_1"))));
    JsonMapper mapper = JsonMapper.builder().build();
    AuthConfig config = state.find(AuthConfigs.key(ACME, "pac_1")).orElseThrow();
    DeploymentCredentials deployment = state.find(AuthConfigs.deployment(ACME, "pdp_1")).orElseThrow();
    assertThat(mapper.readValue(mapper.writeValueAsBytes(config), AuthConfig.class)).isEqualTo(config);
    assertThat(mapper.readValue(mapper.writeValueAsBytes(deployment), DeploymentCredentials.class)).isEqualTo(
      deployment
    );
  }
}
