package io.keyfold.authconfig.decide;

import static io.keyfold.authconfig.testing.Given.ACME;
import static io.keyfold.authconfig.testing.Given.NOW;
import static io.keyfold.authconfig.testing.GivenApp.APP;
import static io.keyfold.authconfig.testing.GivenApp.restore;
import static io.keyfold.authconfig.testing.GivenApp.retire;
import static io.keyfold.authconfig.testing.GivenApp.rotate;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.commands.RecordExpiry;
import io.keyfold.authconfig.erase.ErasurePolicy;
import io.keyfold.authconfig.events.AppArchived;
import io.keyfold.authconfig.events.AppExpired;
import io.keyfold.authconfig.events.AppExpiring;
import io.keyfold.authconfig.events.AppRotated;
import io.keyfold.authconfig.events.AppVersionRetired;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenApp;
import io.keyfold.authconfig.versions.CredentialVersion.Status;
import io.keyfold.authconfig.versions.CredentialVersions;
import io.keyfold.authconfig.versions.VersionsFold;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.follow.FollowUp;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.EventMeta;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AppVersionDecisionsTest {

  @Test
  void grantsKeepTheirVersionUntilItsGracePeriodEnds() {
    Scenario scenario = Scenario.given(
      GivenApp.create().build(),
      rotate(2).build(),
      rotate(3).setPreviousUsableUntil(NOW.plusSeconds(60)).build()
    );

    assertThat(usable(scenario, 1, NOW.plus(Duration.ofDays(1_000))))
      .as("without an end")
      .isEqualTo(1);
    assertThat(usable(scenario, 2, NOW.plusSeconds(59))).isEqualTo(2);
    assertThat(usable(scenario, 2, NOW.plusSeconds(60))).isEqualTo(3);
    assertThat(app(scenario).usable(null, NOW).number()).isEqualTo(3);
  }

  @Test
  @Tag("promise-4")
  void aRetiredVersionIsErasedAndItsGrantsUseTheCurrentOne() {
    Scenario scenario = Scenario.given(GivenApp.create().build(), rotate(2).build());

    AppVersionRetired retired = scenario.one(retire(1), AppVersionRetired.class);

    assertThat(erased(retired)).containsExactly("app_key_1");
    assertThat(usable(scenario, 1, NOW)).isEqualTo(2);
    assertThat(app(scenario).version(1)).isEmpty();
    scenario.refused(retire(1), ErrorCode.GONE);
    scenario.refused(restore(1), ErrorCode.GONE);
    scenario.refused(retire(2), ErrorCode.CONFLICT);
    scenario.refused(retire(9), ErrorCode.NOT_FOUND);
  }

  @Test
  @Tag("promise-4")
  void theKeyOfASecretThatAnotherVersionHasIsKept() {
    Scenario scenario = Scenario.given(GivenApp.create().build(), rotate(2).build(), restore(1));

    assertThat(erased(scenario.one(retire(1), AppVersionRetired.class))).isEmpty();
    assertThat(erased(scenario.one(GivenApp.archive(), AppArchived.class))).containsExactlyInAnyOrder(
      "app_key_1",
      "app_key_2"
    );
  }

  @Test
  void aRestoredVersionHasTheEarlierSecretAndClientId() {
    Scenario scenario = Scenario.given(GivenApp.create().build(), rotate(2).setClientId("client-2").build());

    AppRotated restored = scenario.one(restore(1), AppRotated.class);

    assertThat(restored.getRestoredFrom()).isEqualTo(1);
    AppVersion current = app(scenario).current();
    assertThat(current.number()).isEqualTo(3);
    assertThat(current.clientId()).isEqualTo("client-1");
    assertThat(current.version().valueVersion()).as("what its secret was sealed for").isEqualTo(1);
    scenario.refused(restore(3), ErrorCode.CONFLICT);
  }

  @Test
  void aConcurrentRotationIsRejected() {
    Scenario.given(GivenApp.create().build(), rotate(2).build()).refused(rotate(2).build(), ErrorCode.CONFLICT);
  }

  @Test
  void noVersionThatGrantsMayUseIsForgotten() {
    Scenario scenario = Scenario.given(GivenApp.create().build());
    for (long number = 2; number <= CredentialVersions.MAX; number++) {
      scenario.when(rotate(number).build());
    }
    scenario.refused(rotate(21).build(), ErrorCode.CONFLICT);
    scenario.when(retire(7));

    AppRotated rotated = scenario.one(rotate(21).build(), AppRotated.class);

    assertThat(rotated.getForgottenVersion()).isEqualTo(7);
    assertThat(erased(rotated)).as("erased before").isEmpty();
  }

  /** The first schema named no forgotten version, and sealed all versions by one key. */
  @Test
  @Tag("promise-7")
  void eventsOfTheFirstSchemaForgetTheOldestVersion() {
    Scenario scenario = Scenario.given(GivenApp.create().build());
    List<Event> events = new ArrayList<>();
    AppRotated template = scenario.one(rotate(2).build(), AppRotated.class);
    for (long number = 3; number <= CredentialVersions.MAX + 1; number++) {
      EventMeta meta = EventMeta.newBuilder(template.getMeta()).setVersion(number).build();
      events.add(AppRotated.newBuilder(template).setMeta(meta).setAppVersion(number).build());
    }

    scenario.state().apply(AuthConfigFolds.all(), events);

    assertThat(app(scenario).versions().all()).hasSize(CredentialVersions.MAX);
    assertThat(app(scenario).version(1)).isEmpty();
    assertThat(erased(scenario.one(retire(5), AppVersionRetired.class)))
      .as("others need it")
      .isEmpty();
  }

  @Test
  void anExpiryIsAnnouncedAheadAndRecordedOnce() {
    Instant expiry = NOW.plus(Duration.ofDays(30));
    Scenario scenario = Scenario.given(
      GivenApp.create().build(),
      rotate(2).setExpiresAt(expiry).setExpiryNotices(List.of(86_400)).build()
    );
    assertThat(due(scenario, expiry.minus(Duration.ofDays(1)))).containsExactly(APP);
    scenario.refused(expiryAt(expiry.minus(Duration.ofDays(2))), ErrorCode.CONFLICT);

    AppExpiring expiring = scenario.one(expiryAt(expiry.minus(Duration.ofDays(1))), AppExpiring.class);
    assertThat(expiring.getAppVersion()).isEqualTo(2);
    assertThat(due(scenario, expiry.minusSeconds(1))).isEmpty();

    scenario.one(expiryAt(expiry), AppExpired.class);
    assertThat(due(scenario, expiry)).isEmpty();
    scenario.refused(expiryAt(expiry), ErrorCode.CONFLICT);
    assertThat(app(scenario).versions().status(app(scenario).current().version(), expiry)).isEqualTo(Status.CURRENT);
  }

  private static RecordExpiry expiryAt(Instant at) {
    return new RecordExpiry(CommandMeta.newBuilder(Given.meta(APP, null)).setIssuedAt(at).build());
  }

  private static List<String> due(Scenario scenario, Instant until) {
    List<String> ids = new ArrayList<>();
    VersionsFold.EXPIRIES.scan(scenario.state(), until, "", (position, due) -> ids.add(due.id()));
    return ids;
  }

  private static List<String> erased(AuthConfigEvent event) {
    return ErasurePolicy.tombstonesFor(event).stream().map(FollowUp::key).toList();
  }

  private static long usable(Scenario scenario, long version, Instant at) {
    return app(scenario).usable(version, at).number();
  }

  private static OAuthApp app(Scenario scenario) {
    return scenario.state().find(OAuthApp.key(ACME, APP)).orElseThrow();
  }
}
