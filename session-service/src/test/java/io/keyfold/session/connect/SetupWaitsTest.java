package io.keyfold.session.connect;

import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.platform.testing.MapView;
import io.keyfold.session.setups.PendingSetupsFold;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SetupLog;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** In virtual time. */
class SetupWaitsTest {

  private final MapView view = new MapView().apply(
    new PendingSetupsFold(),
    List.of(created("pss_1"), created("pss_2"))
  );
  private final SetupLog log = new SetupLog(view);
  private final SetupWaits waits = new SetupWaits(view);

  @Test
  void aRequestWaitsUntilAllHaveEnded() {
    StepVerifier.withVirtualTime(() -> waits.ended(Fixtures.TENANT, List.of("pss_1", "pss_2")))
      .expectSubscription()
      .expectNoEvent(Duration.ofSeconds(5))
      .then(() -> log.ended("pss_1"))
      .expectNoEvent(Duration.ofSeconds(5))
      .then(() -> log.ended("pss_2"))
      .thenAwait(Duration.ofSeconds(1))
      .verifyComplete();
  }

  @Test
  void butNotForEver() {
    StepVerifier.withVirtualTime(() -> waits.ended(Fixtures.TENANT, List.of("pss_1")))
      .expectSubscription()
      .expectNoEvent(Duration.ofSeconds(24))
      .thenAwait(Duration.ofSeconds(1))
      .verifyComplete();
  }

  @Test
  void whatIsNotPendingIsNotWaitedFor() {
    StepVerifier.create(waits.ended(Fixtures.TENANT, List.of("pss_3"))).verifyComplete();
    StepVerifier.create(waits.ended(Fixtures.TENANT, List.of())).verifyComplete();
  }

  private static SetupSessionCreated created(String id) {
    return SetupSessionCreated.newBuilder()
      .setMeta(Events.meta(id, 1))
      .setProviderId("prv_1")
      .setProviderDeploymentId("pdp_1")
      .setAuthConfigId("pac_" + id)
      .setReconnect(false)
      .setUser("ann")
      .setExpiresAt(Fixtures.AT.plusSeconds(1800))
      .build();
  }
}
