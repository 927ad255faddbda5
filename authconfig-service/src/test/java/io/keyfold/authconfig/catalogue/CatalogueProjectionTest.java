package io.keyfold.authconfig.catalogue;

import static io.keyfold.authconfig.testing.Given.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.InjectionPlace;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class CatalogueProjectionTest {

  private static final CatalogueProjection FOLD = new CatalogueProjection();
  private static final List<DeploymentEvent> HISTORY = List.of(
    DeploymentEvents.exa(),
    DeploymentEvents.slack(),
    DeploymentEvents.created("pdp_1", "prv_exa"),
    DeploymentEvents.created("pdp_2", "prv_slack"),
    DeploymentEvents.renamed("pdp_1", "prv_exa", 2, "New"),
    DeploymentEvents.archived("pdp_1", "prv_exa", 3)
  );

  @Test
  void foldsDeployments() {
    MapState state = MapState.of(FOLD, HISTORY);
    KnownDeployment deployment = state.find(CatalogueProjection.deployment(ACME, "pdp_1")).orElseThrow();
    assertThat(deployment.name()).isEqualTo("New");
    assertThat(deployment.archived()).isTrue();
    assertThat(state.find(CatalogueProjection.deployment(ACME, "pdp_2")).orElseThrow().archived()).isFalse();
  }

  @Test
  void findsAMethodByIdThenKeyThenType() {
    KnownProvider slack = CatalogueProjection.provider(MapState.of(FOLD, HISTORY), ACME, "prv_slack").orElseThrow();
    assertThat(slack.method("pam_slack_token").orElseThrow().key()).isEqualTo("bot_token");
    assertThat(slack.method("bot_token").orElseThrow().id()).isEqualTo("pam_slack_token");
    assertThat(slack.method("oauth").orElseThrow().id()).isEqualTo("pam_slack_oauth");
    assertThat(slack.method("token").orElseThrow().id()).isEqualTo("pam_slack_token");
    assertThat(slack.method("custom")).isEmpty();
  }

  @Test
  void foldsTheInjectionsOfAMethod() {
    KnownProvider exa = CatalogueProjection.provider(MapState.of(FOLD, HISTORY), ACME, "prv_exa").orElseThrow();
    assertThat(exa.method("api_key").orElseThrow().injections()).containsExactly(
      new KnownMethod.Injection(InjectionPlace.HEADER, "x-api-key", "token", "")
    );
  }

  @Test
  void findsTheProviderOfAMethod() {
    MapState state = MapState.of(FOLD, HISTORY);
    assertThat(CatalogueProjection.providerOfMethod(state, ACME, "pam_exa_key").orElseThrow().id()).isEqualTo(
      "prv_exa"
    );
    assertThat(CatalogueProjection.providerOfMethod(state, ACME, "pam_unknown")).isEmpty();
  }

  @Property
  @net.jqwik.api.Tag("promise-7")
  void replayFromAnywhereChangesNothing(@ForAll @IntRange(max = 6) int from) {
    List<DeploymentEvent> again = new ArrayList<>(HISTORY);
    again.addAll(HISTORY.subList(from, HISTORY.size()));
    assertThat(MapState.of(FOLD, again)).isEqualTo(MapState.of(FOLD, HISTORY));
  }

  @Test
  @Tag("promise-7")
  void recordsRoundTripThroughJson() {
    MapState state = MapState.of(FOLD, HISTORY);
    JsonMapper mapper = JsonMapper.builder().build();
    KnownProvider provider = CatalogueProjection.provider(state, ACME, "prv_slack").orElseThrow();
    KnownDeployment deployment = state.find(CatalogueProjection.deployment(ACME, "pdp_1")).orElseThrow();
    assertThat(mapper.readValue(mapper.writeValueAsBytes(provider), KnownProvider.class)).isEqualTo(provider);
    assertThat(mapper.readValue(mapper.writeValueAsBytes(deployment), KnownDeployment.class)).isEqualTo(deployment);
  }
}
