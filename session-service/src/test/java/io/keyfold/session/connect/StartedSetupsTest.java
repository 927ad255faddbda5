package io.keyfold.session.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.SetupSessionType;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.setups.PendingSetupsFold;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SetupLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class StartedSetupsTest {

  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Need NEED = need("ann@acme.example", null);
  private static final Requester BY = new Requester(
    Fixtures.TENANT,
    new Actor(ActorType.SESSION, "ses_1"),
    "req_1",
    new Session("ses_1", 1, null, null, null, "ann@acme.example", List.of(), false, false, NOW, NOW),
    "https://keyfold.example"
  );

  private final MapView view = new MapView();
  private final SetupLog log = new SetupLog(view);
  private final DerivedSecrets secrets = TestVaults.keyset();
  private final StartedSetups setups = at(Duration.ZERO);

  @Test
  @Tag("promise-2")
  void callsAtTheSameTimeStartOne() {
    List<String> ids = Flux.range(0, 10)
      .flatMap(call -> setups.of(BY, NEED).subscribeOn(Schedulers.boundedElastic()))
      .collectList()
      .block(Duration.ofSeconds(20));
    assertThat(ids).hasSize(10).containsOnly(log.accepted().getFirst().getMeta().getObjectId());
    assertThat(log.accepted()).hasSize(1);
  }

  /** The view of an instance may be behind, so that it appends a command that is rejected. */
  @Test
  void anotherInstanceFindsTheSameOne() {
    AtomicReference<MapView> late = new AtomicReference<>(new MapView());
    MapView behind = new MapView(Mono.fromRunnable(() -> late.get().apply(new PendingSetupsFold(), log.created())));
    late.set(behind);
    String id = setups.of(BY, NEED).block();
    StartedSetups other = new StartedSetups(behind, log, secrets, Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(other.of(BY, NEED).block()).isEqualTo(id);
    assertThat(log.rejected()).isEqualTo(1);
    assertThat(log.accepted()).hasSize(1);
  }

  @Test
  void itSaysWhatAndForWhomAndExpires() {
    setups.of(BY, need("ann@acme.example", "work")).block();
    assertThat(log.accepted())
      .singleElement()
      .satisfies(create -> {
        assertThat(create.getProviderDeploymentId()).isEqualTo("pdp_1");
        assertThat(create.getUser()).isEqualTo("ann@acme.example");
        assertThat(create.getLabel()).isEqualTo("work");
        assertThat(create.getReconnect()).isFalse();
        assertThat(create.getCodeChallenge()).isNull();
        assertThat(create.getMeta().getActor()).isEqualTo(BY.actor());
        assertThat(Duration.between(NOW, create.getExpiresAt())).isBetween(
          Duration.ofMinutes(30),
          Duration.ofMinutes(45)
        );
      });
  }

  @Test
  void aReconnectKeepsTheAuthConfig() {
    Need need = new Need(
      "prv_1",
      "Acme",
      null,
      "ann",
      null,
      new Need.Broken("pac_1", "pam_1"),
      SetupSessionType.AUTH_ONLY
    );
    setups.of(BY, need).block();
    assertThat(log.accepted())
      .singleElement()
      .satisfies(create -> {
        assertThat(create.getReconnect()).isTrue();
        assertThat(create.getAuthConfigId()).isEqualTo("pac_1");
        assertThat(create.getAuthMethodId()).isEqualTo("pam_1");
        assertThat(create.getProviderDeploymentId()).isNull();
      });
    setups.of(BY, need).block();
    assertThat(log.accepted()).hasSize(1);
  }

  @Test
  void settingsAreAskedForToo() {
    Need need = new Need("prv_1", "Acme", "pdp_1", "ann", null, null, SetupSessionType.AUTH_AND_CONFIG);
    String id = setups.of(BY, need).block();
    assertThat(setups.of(BY, need).block()).isEqualTo(id);
    assertThat(log.accepted())
      .singleElement()
      .satisfies(create -> {
        assertThat(create.getSessionType()).isEqualTo(SetupSessionType.AUTH_AND_CONFIG);
        assertThat(create.getConfigId()).startsWith("pcf_");
      });
    assertThat(setups.of(BY, need("ann", null)).block()).isNotEqualTo(id);
  }

  @Test
  void afterOneHasEndedTheNextIsAnotherUpToALimit() {
    for (int i = 0; i < 3; i++) {
      String id = setups.of(BY, NEED).block();
      assertThat(id).isNotNull();
      assertThat(setups.of(BY, NEED).block()).isEqualTo(id);
      log.ended(String.valueOf(id));
    }
    assertThat(log.accepted()).hasSize(3);
    assertThat(setups.of(BY, NEED).blockOptional()).isEmpty();
    assertThat(at(Duration.ofMinutes(15)).of(BY, NEED).blockOptional()).isPresent();
  }

  @Test
  @Tag("promise-5")
  void otherUsersLabelsAndTenantsHaveTheirOwn() {
    String id = setups.of(BY, NEED).block();
    assertThat(setups.of(BY, need("bob", null)).block()).isNotEqualTo(id);
    assertThat(setups.of(BY, need("ann@acme.example", "work")).block()).isNotEqualTo(id);
    log.moved(String.valueOf(id), "bob");
    assertThat(setups.of(BY, NEED).block()).isNotEqualTo(id);
  }

  /** A hash of the user alone could be tried out. */
  @Test
  void theIdDependsOnTheKeyset() {
    StartedSetups elsewhere = new StartedSetups(view, log, TestVaults.keyset(), Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(setups.of(BY, NEED).block()).isNotEqualTo(elsewhere.of(BY, NEED).block());
  }

  private StartedSetups at(Duration later) {
    return new StartedSetups(view, log, secrets, Clock.fixed(NOW.plus(later), ZoneOffset.UTC));
  }

  private static Need need(String user, @Nullable String label) {
    return new Need("prv_1", "Acme", "pdp_1", user, label, null, SetupSessionType.AUTH_ONLY);
  }
}
