package io.keyfold.deployment.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.Given;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapView;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class CataloguePublisherTest {

  private static final Clock CLOCK = Clock.fixed(Given.NOON, ZoneOffset.UTC);
  private static final List<Provider> OLD = List.of(Given.provider("prv_a", "A"), Given.provider("prv_b", "B"));
  private static final List<Provider> NEW = List.of(Given.provider("prv_a", "A2"), Given.provider("prv_b", "B"));

  private final InMemoryLog<DeploymentCommand, DeploymentEvent> log = Given.log();

  @Test
  void onlyChangedProvidersArePublished() {
    assertThat(publisher(OLD).publish().block()).isEqualTo(2);
    assertThat(publisher(OLD).publish().block()).isEqualTo(0);
    assertThat(publisher(NEW).publish().block()).isEqualTo(1);
    assertThat(log.events()).hasSize(3);
    assertThat(log.find(Providers.key(TenantId.PLATFORM, "prv_a"))).hasValueSatisfying(published -> {
      assertThat(published.version()).isEqualTo(2);
      assertThat(published.provider().name()).isEqualTo("A2");
    });
  }

  @Test
  void theLoserOfAPublicationRacePublishesNothing() {
    MapView lagging = new MapView();
    CommandLog commands = log;
    publisher(OLD).publish().block();
    assertThat(new CataloguePublisher(OLD, lagging, commands, CLOCK).publish().block()).isEqualTo(0);
    assertThat(log.events()).hasSize(2);
  }

  private CataloguePublisher publisher(List<Provider> catalogue) {
    return new CataloguePublisher(catalogue, log, log, CLOCK);
  }
}
