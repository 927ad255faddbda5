package io.keyfold.session.setups;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.authconfig.events.SetupSessionUpdated;
import io.keyfold.platform.testing.MapState;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.Replays;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class PendingSetupsFoldTest {

  private final PendingSetupsFold fold = new PendingSetupsFold();

  @Test
  @Tag("promise-5")
  void theNewestOpenOneOfTheUserIsFound() {
    MapState state = MapState.of(
      fold,
      List.of(created("pss_1", "ann", null), created("pss_2", "ann", null), created("pss_3", "bob", null))
    );
    assertThat(connecting(state, "ann", null)).contains("pss_2");
    assertThat(connecting(state, "ann", "work")).isEmpty();
    assertThat(connecting(state, "eve", null)).isEmpty();
  }

  @Test
  void oneThatEndedIsForgotten() {
    MapState state = MapState.of(fold, List.of(created("pss_1", "ann", null), archived("pss_1", 2)));
    assertThat(state).isEqualTo(new MapState());
  }

  @Test
  void aChangedUserMovesIt() {
    SetupSessionUpdated updated = SetupSessionUpdated.newBuilder()
      .setMeta(Events.meta("pss_1", 2))
      .setUser("bob")
      .build();
    MapState state = MapState.of(fold, List.of(created("pss_1", "ann", null), updated));
    assertThat(connecting(state, "ann", null)).isEmpty();
    assertThat(connecting(state, "bob", null)).contains("pss_1");
  }

  @Test
  void oneThatReconnectsIsFoundByItsAuthConfig() {
    SetupSessionCreated reconnect = SetupSessionCreated.newBuilder(created("pss_1", "ann", null))
      .setReconnect(true)
      .build();
    MapState state = MapState.of(fold, List.of(reconnect));
    assertThat(connecting(state, "ann", null)).isEmpty();
    assertThat(PendingSetup.reconnecting(state, Fixtures.TENANT, "pdp_1", "ann", "pac_pss_1")).contains("pss_1");
    assertThat(PendingSetup.reconnecting(state, Fixtures.TENANT, "pdp_1", "ann", "pac_2")).isEmpty();
  }

  @Property(tries = 100)
  @net.jqwik.api.Tag("promise-7")
  void replaysConverge(@ForAll long seed) {
    List<AuthConfigEvent> log = List.of(
      created("pss_1", "ann", null),
      created("pss_2", "bob", "work"),
      archived("pss_1", 2),
      created("pss_3", "ann", null)
    );
    assertThat(Replays.withReplays(fold, log, seed)).isEqualTo(MapState.of(fold, log));
  }

  private static Optional<String> connecting(MapState state, String user, @Nullable String label) {
    return PendingSetup.connecting(state, Fixtures.TENANT, "pdp_1", user, label);
  }

  private static SetupSessionCreated created(String id, String user, @Nullable String label) {
    return SetupSessionCreated.newBuilder()
      .setMeta(Events.meta(id, 1))
      .setProviderId("prv_1")
      .setProviderDeploymentId("pdp_1")
      .setAuthConfigId("pac_" + id)
      .setReconnect(false)
      .setUser(user)
      .setLabel(label)
      .setExpiresAt(Fixtures.AT.plusSeconds(1800))
      .build();
  }

  private static SetupSessionArchived archived(String id, long version) {
    return SetupSessionArchived.newBuilder().setMeta(Events.meta(id, version)).build();
  }
}
