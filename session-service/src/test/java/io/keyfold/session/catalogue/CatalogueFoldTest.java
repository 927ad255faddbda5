package io.keyfold.session.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.testing.MapView;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.Replays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class CatalogueFoldTest {

  private static final TenantId THEM = new TenantId("tnt_two");

  private final CatalogueFold fold = new CatalogueFold();

  private final List<DeploymentEvent> log = List.of(
    Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null),
    Events.deployment(Fixtures.TENANT, "pdp_1"),
    Events.deployment(THEM, "pdp_2"),
    Events.deployment(Fixtures.TENANT, "pdp_3"),
    Events.deploymentArchived(Fixtures.TENANT, "pdp_3")
  );

  @Test
  void aTenantSeesItsDeploymentsAndTheShippedProviders() {
    Catalogue catalogue = new Catalogue(new MapView().apply(fold, log));
    Deployment own = catalogue.known(Fixtures.TENANT, "pdp_1").orElseThrow();
    assertThat(catalogue.knownProvider(Fixtures.TENANT, own).orElseThrow().mcpUrl()).isEqualTo(
      "https://one.example/mcp"
    );
    assertThat(catalogue.known(Fixtures.TENANT, "pdp_2")).isEmpty();
    assertThat(catalogue.known(Fixtures.TENANT, "pdp_3").orElseThrow().archived()).isTrue();
  }

  @Test
  @Tag("promise-8")
  void anInjectionOfAnUnknownKindIsKept() {
    MapState state = MapState.of(
      fold,
      List.of(Events.provider("https://one.example/mcp", InjectionPlace.HEADER, null))
    );
    PublishedProvider provider = state.find(PublishedProvider.current(TenantId.PLATFORM, "prv_1")).orElseThrow();
    assertThat(provider.methods().getFirst().injections().getFirst().place()).isEqualTo(Injection.Place.UNKNOWN);
  }

  @Property(tries = 100)
  @net.jqwik.api.Tag("promise-7")
  void replaysAndOtherInterleavingsConverge(@ForAll long seed) {
    MapState expected = MapState.of(fold, log);
    assertThat(Replays.withReplays(fold, log, seed)).isEqualTo(expected);
    assertThat(MapState.of(fold, Replays.mixed(log, seed))).isEqualTo(expected);
  }
}
