package io.keyfold.authconfig.decide;

import static io.keyfold.authconfig.testing.Given.ACME;
import static io.keyfold.authconfig.testing.Given.archive;
import static io.keyfold.authconfig.testing.Given.attach;
import static io.keyfold.authconfig.testing.Given.close;
import static io.keyfold.authconfig.testing.Given.createDefault;
import static io.keyfold.authconfig.testing.Given.createFor;
import static io.keyfold.authconfig.testing.Given.meta;
import static io.keyfold.authconfig.testing.Given.rename;
import static io.keyfold.authconfig.testing.Given.rotate;
import static io.keyfold.authconfig.testing.Given.sealed;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.UpdateAuthConfig;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.AuthConfigUpdated;
import io.keyfold.authconfig.events.CredentialsAttached;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.Event;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AuthConfigDeciderTest {

  @Test
  void createsAtVersionOneOfObjectAndCredential() {
    AuthConfigCreated created = Scenario.given().one(createFor("pac_1", "pdp_1"), AuthConfigCreated.class);
    assertThat(created.getMeta().getVersion()).isEqualTo(1);
    assertThat(created.getCredentialVersion()).isEqualTo(1);
    assertThat(created.getProviderDeploymentId()).isEqualTo("pdp_1");
    assertThat(created.getValue()).isEqualTo(sealed("one"));
  }

  @Test
  void createsForADeploymentThatIsNotKnownYet() {
    Scenario scenario = Scenario.given(createFor("pac_1", "pdp_1"));
    scenario.one(attach("pdp_1"), DeploymentOpened.class);
  }

  @Test
  void rejectsADuplicateId() {
    Scenario.given(Given.create("pac_1").build()).refused(Given.create("pac_1").build(), ErrorCode.CONFLICT);
  }

  @Test
  void rejectsCreationForAnArchivedDeployment() {
    Scenario.given(attach("pdp_1"), close("pdp_1")).refused(createFor("pac_1", "pdp_1"), ErrorCode.USE_AFTER_DELETE);
  }

  @Test
  void updatesDescriptiveFields() {
    AuthConfigUpdated updated = Scenario.given(Given.create("pac_1").build()).one(
      rename("pac_1", "Acme"),
      AuthConfigUpdated.class
    );
    assertThat(updated.getName()).isEqualTo("Acme");
    assertThat(updated.getMeta().getVersion()).isEqualTo(2);
  }

  @Test
  void rotationKeepsDescriptiveFields() {
    AuthConfigRotated rotated = Scenario.given(Given.create("pac_1").build()).one(
      rotate("pac_1", 2),
      AuthConfigRotated.class
    );
    assertThat(rotated.getCredentialVersion()).isEqualTo(2);
    assertThat(rotated.getMeta().getVersion()).isEqualTo(2);
    assertThat(rotated.getValue()).isEqualTo(sealed("v2"));
  }

  @Test
  void updatesAndRotatesInOneCommand() {
    UpdateAuthConfig both = UpdateAuthConfig.newBuilder(rotate("pac_1", 2)).setName("Acme").build();
    List<Event> events = Scenario.given(Given.create("pac_1").build()).when(both);
    assertThat(events).hasSize(2);
    assertThat(events.get(0)).isInstanceOf(AuthConfigUpdated.class);
    assertThat(events.get(1)).isInstanceOf(AuthConfigRotated.class);
    assertThat(events)
      .extracting(event -> event.getMeta().getVersion())
      .containsExactly(2L, 3L);
  }

  @Test
  void rejectsAValueThatWasNotSealedForTheNextVersion() {
    Scenario scenario = Scenario.given(Given.create("pac_1").build(), rotate("pac_1", 2));
    scenario.refused(rotate("pac_1", 2), ErrorCode.CONFLICT);
    scenario.refused(rotate("pac_1", 4), ErrorCode.CONFLICT);
  }

  @Test
  void rejectsAStaleIfMatch() {
    Scenario scenario = Scenario.given(Given.create("pac_1").build(), rename("pac_1", "Acme"));
    UpdateAuthConfig stale = UpdateAuthConfig.newBuilder(rename("pac_1", "B")).setMeta(meta("pac_1", 1L)).build();
    scenario.refused(stale, ErrorCode.PRECONDITION_FAILED);
    scenario.one(UpdateAuthConfig.newBuilder(stale).setMeta(meta("pac_1", 2L)).build(), AuthConfigUpdated.class);
  }

  @Test
  @Tag("promise-2")
  void archivesOnceAndRejectsLaterWrites() {
    Scenario scenario = Scenario.given(Given.create("pac_1").build());
    assertThat(scenario.one(archive("pac_1"), AuthConfigArchived.class).getCause()).isEqualTo("request");
    scenario.refused(archive("pac_1"), ErrorCode.GONE);
    scenario.refused(rename("pac_1", "Acme"), ErrorCode.GONE);
    scenario.refused(rotate("pac_1", 2), ErrorCode.GONE);
  }

  @Test
  @Tag("promise-5")
  void rejectsUnknownAndForeignAuthConfigs() {
    Scenario.given().refused(rename("pac_1", "Acme"), ErrorCode.NOT_FOUND);
    Scenario.given().refused(archive("pac_1"), ErrorCode.NOT_FOUND);
  }

  @Test
  void attachesTheTenantsDefaultToANewDeployment() {
    CredentialsAttached attached = Scenario.given(createDefault("pac_1")).one(
      attach("pdp_1"),
      CredentialsAttached.class
    );
    assertThat(attached.getAuthConfigId()).isEqualTo("pac_1");
    assertThat(attached.getMeta().getObjectId()).isEqualTo("pdp_1");
  }

  @Test
  void attachesTheNewestDefaultThatIsNotArchived() {
    Scenario scenario = Scenario.given(createDefault("pac_1"), createDefault("pac_2"));
    assertThat(scenario.one(attach("pdp_1"), CredentialsAttached.class).getAuthConfigId()).isEqualTo("pac_2");
    scenario.when(archive("pac_2"));
    scenario.one(attach("pdp_2"), DeploymentOpened.class);
  }

  @Test
  @Tag("promise-2")
  void attachesOnlyOnce() {
    Scenario.given(createDefault("pac_1"), attach("pdp_1")).refused(attach("pdp_1"), ErrorCode.CONFLICT);
  }

  @Test
  void closingADeploymentArchivesOnlyItsOwnAuthConfigs() {
    Scenario scenario = Scenario.given(
      createDefault("pac_1"),
      attach("pdp_1"),
      createFor("pac_2", "pdp_1"),
      createFor("pac_3", "pdp_1"),
      createFor("pac_4", "pdp_10"),
      archive("pac_3")
    );
    List<Event> events = scenario.when(close("pdp_1"));
    assertThat(events).hasSize(2);
    assertThat(events.get(0)).isInstanceOfSatisfying(AuthConfigArchived.class, archived -> {
      assertThat(archived.getMeta().getObjectId()).isEqualTo("pac_2");
      assertThat(archived.getCause()).isEqualTo("deployment_archived");
    });
    assertThat(events.get(1)).isInstanceOf(DeploymentClosed.class);
    assertThat(scenario.state().find(AuthConfigs.key(ACME, "pac_4")).orElseThrow().active()).isTrue();
    assertThat(scenario.state().find(AuthConfigs.key(ACME, "pac_1")).orElseThrow().active()).isTrue();
    scenario.refused(close("pdp_1"), ErrorCode.CONFLICT);
  }

  @Test
  void aDeploymentClosedBeforeItWasOpenedStaysClosed() {
    Scenario scenario = Scenario.given(createDefault("pac_1"), close("pdp_1"));
    scenario.refused(attach("pdp_1"), ErrorCode.CONFLICT);
    scenario.refused(createFor("pac_2", "pdp_1"), ErrorCode.USE_AFTER_DELETE);
  }
}
