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
import tools.jackson.databind.json.JsonMapper;

class CatalogueFoldTest {

  private static final TenantId THEM = new TenantId("tnt_two");
  private static final io.keyfold.schema.CallLimits OF_PROVIDER = new io.keyfold.schema.CallLimits(1, 2, null);

  private final CatalogueFold fold = new CatalogueFold();

  private final List<DeploymentEvent> log = List.of(
    Events.limited(Events.provider("https://one.example/mcp", InjectionPlace.BEARER, null), OF_PROVIDER),
    Events.deployment(Fixtures.TENANT, "pdp_1"),
    Events.deployment(THEM, "pdp_2"),
    Events.limited(THEM, "pdp_4", new io.keyfold.schema.CallLimits(7, null, null)),
    Events.limited(THEM, "pdp_4", 2, new io.keyfold.schema.CallLimits(null, null, 3)),
    Events.limited(Fixtures.TENANT, "pdp_5", new io.keyfold.schema.CallLimits(7, null, null)),
    Events.limited(Fixtures.TENANT, "pdp_5", 2, null),
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
  void limitsOfADeploymentReplaceThoseOfItsProviderOneByOne() {
    Catalogue catalogue = new Catalogue(new MapView().apply(fold, log));
    Deployment limited = catalogue.known(THEM, "pdp_4").orElseThrow();
    Deployment unlimited = catalogue.known(Fixtures.TENANT, "pdp_5").orElseThrow();
    PublishedProvider provider = catalogue.knownProvider(THEM, limited).orElseThrow();

    assertThat(limited.limits()).isEqualTo(new CallLimits(null, null, 3));
    assertThat(unlimited.limits()).isNull();
    assertThat(provider.at("https://two.example/mcp").limits()).isEqualTo(new CallLimits(1, 2, null));
    assertThat(CallLimits.merged(limited.limits(), provider.limits())).isEqualTo(new CallLimits(1, 2, 3));
    assertThat(CallLimits.merged(new CallLimits(9, 8, 7), provider.limits())).isEqualTo(new CallLimits(9, 8, 7));
    assertThat(CallLimits.merged(null, null)).isEqualTo(new CallLimits(null, null, null));
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

  @Test
  @Tag("promise-7")
  void storedObjectsRoundTrip() {
    JsonMapper json = JsonMapper.shared();
    MapState state = MapState.of(fold, log);
    Deployment deployment = state.find(Deployment.key(THEM, "pdp_4")).orElseThrow();
    PublishedProvider provider = state.find(PublishedProvider.current(TenantId.PLATFORM, "prv_1")).orElseThrow();
    assertThat(json.readValue(json.writeValueAsString(deployment), Deployment.class)).isEqualTo(deployment);
    assertThat(json.readValue(json.writeValueAsString(provider), PublishedProvider.class)).isEqualTo(provider);
  }

  @Property(tries = 100)
  @net.jqwik.api.Tag("promise-7")
  void replaysAndOtherInterleavingsConverge(@ForAll long seed) {
    MapState expected = MapState.of(fold, log);
    assertThat(Replays.withReplays(fold, log, seed)).isEqualTo(expected);
    assertThat(MapState.of(fold, Replays.mixed(log, seed))).isEqualTo(expected);
  }
}
