package io.keyfold.authconfig.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.ArchiveConfig;
import io.keyfold.authconfig.commands.CloseDeployment;
import io.keyfold.authconfig.commands.CreateConfig;
import io.keyfold.authconfig.commands.CreateSetupSession;
import io.keyfold.authconfig.commands.EraseUser;
import io.keyfold.authconfig.commands.SubmitConfig;
import io.keyfold.authconfig.commands.UpdateConfig;
import io.keyfold.authconfig.configs.model.DefaultConfigs;
import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.ConfigArchived;
import io.keyfold.authconfig.events.ConfigCreated;
import io.keyfold.authconfig.events.ConfigUpdated;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.SetupCredentialDiscarded;
import io.keyfold.authconfig.events.SetupSessionCompleted;
import io.keyfold.authconfig.events.SetupSessionFailed;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenSetup;
import io.keyfold.authconfig.users.model.Users;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.Event;
import io.keyfold.schema.SetupSessionType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConfigDecisionsTest {

  private static final String VALUE = "{\"workspace\":\"acme\"}";

  @Test
  void theNewestConfigOfADeploymentIsItsDefault() {
    Scenario scenario = Scenario.given(create("pcf_1", "pdp_1", null), create("pcf_2", "pdp_1", null));
    assertThat(isDefault(scenario, "pcf_1")).isFalse();
    assertThat(isDefault(scenario, "pcf_2")).isTrue();

    scenario.one(archive("pcf_2"), ConfigArchived.class);

    assertThat(isDefault(scenario, "pcf_2")).isFalse();
    assertThat(DefaultConfigs.exists(scenario.state(), Given.ACME, "prv_exa", "pdp_1", null)).isFalse();
    scenario.refused(archive("pcf_2"), ErrorCode.GONE);
  }

  @Test
  void archivingAnOlderConfigKeepsTheDefault() {
    Scenario scenario = Scenario.given(create("pcf_1", "pdp_1", null), create("pcf_2", "pdp_1", null));
    scenario.when(archive("pcf_1"));
    assertThat(isDefault(scenario, "pcf_2")).isTrue();
  }

  @Test
  @Tag("promise-5")
  void aUsersConfigIsNobodyElsesDefault() {
    Scenario scenario = Scenario.given(create("pcf_1", "pdp_1", "ann"), create("pcf_2", null, "ann/bob"));
    assertThat(isDefault(scenario, "pcf_1")).isTrue();
    assertThat(DefaultConfigs.exists(scenario.state(), Given.ACME, "prv_exa", "pdp_1", "ann")).isTrue();
    assertThat(DefaultConfigs.exists(scenario.state(), Given.ACME, "prv_exa", "pdp_1", "bob")).isFalse();
    assertThat(DefaultConfigs.exists(scenario.state(), Given.ACME, "prv_exa", "pdp_1", null)).isFalse();
    assertThat(DefaultConfigs.exists(scenario.state(), Given.ACME, "prv_exa", "pdp_2", "ann/bob")).isTrue();
  }

  @Test
  void aConfigWithoutDeploymentAndUserIsNoDefault() {
    Scenario scenario = Scenario.given(create("pcf_1", null, null));
    assertThat(isDefault(scenario, "pcf_1")).isFalse();
  }

  @Test
  void onlyTheDescribingFieldsChange() {
    Scenario scenario = Scenario.given(create("pcf_1", "pdp_1", null));
    UpdateConfig update = UpdateConfig.newBuilder().setMeta(Given.meta("pcf_1", 1L)).setName("New").build();
    assertThat(scenario.one(update, ConfigUpdated.class).getName()).isEqualTo("New");
    assertThat(config(scenario, "pcf_1")).satisfies(known -> {
      assertThat(known.version()).isEqualTo(2);
      assertThat(known.about().name()).isEqualTo("New");
      assertThat(known.value()).isEqualTo(VALUE);
    });
    scenario.refused(update, ErrorCode.PRECONDITION_FAILED);
    scenario.refused(create("pcf_1", "pdp_1", null), ErrorCode.CONFLICT);
  }

  @Test
  void aDeploymentTakesItsConfigsWithIt() {
    Scenario scenario = Scenario.given(create("pcf_1", "pdp_1", null), create("pcf_2", "pdp_1", "ann"));
    List<Event> events = scenario.when(new CloseDeployment(Given.meta("pdp_1", null)));
    assertThat(events).filteredOn(ConfigArchived.class::isInstance).hasSize(2);
    scenario.refused(create("pcf_3", "pdp_1", null), ErrorCode.USE_AFTER_DELETE);
  }

  @Test
  @Tag("promise-5")
  void settingsAreStoredWithTheProof() {
    Scenario scenario = Scenario.given(settingsOnly());
    scenario.refused(GivenSetup.confirm("a1", "browser"), ErrorCode.CONFLICT);
    scenario.when(submit("a1", "browser"));
    assertThat(scenario.state().find(ProviderConfig.key(Given.ACME, "pcf_setup"))).isEmpty();
    scenario.refused(GivenSetup.confirm("a1", "other"), ErrorCode.FORBIDDEN);

    List<Event> events = scenario.when(GivenSetup.confirm("a1", "browser"));

    assertThat(events).hasSize(2);
    assertThat(events.getFirst()).isInstanceOfSatisfying(ConfigCreated.class, created -> {
      assertThat(created.getUser()).isEqualTo("alice");
      assertThat(created.getValue()).isEqualTo(VALUE);
      assertThat(created.getSetupSessionId()).isEqualTo(GivenSetup.SESSION);
    });
    assertThat(events.getLast()).isInstanceOf(SetupSessionCompleted.class);
    assertThat(scenario.state().find(AuthConfigs.key(Given.ACME, GivenSetup.CONFIG))).isEmpty();
    assertThat(isDefault(scenario, "pcf_setup")).isTrue();
  }

  @Test
  void settingsOnlyTakesNoCredential() {
    Scenario scenario = Scenario.given(settingsOnly(), GivenSetup.claim("a1"));
    scenario.refused(GivenSetup.submit("a1", "browser").build(), ErrorCode.CONFLICT);
  }

  @Test
  void aSessionWithoutSettingsTakesNone() {
    Scenario.given(GivenSetup.create().build()).refused(submit("a1", "browser"), ErrorCode.CONFLICT);
  }

  @Test
  @Tag("promise-5")
  void settingsOfAnotherBrowserDoNotComplete() {
    Scenario scenario = Scenario.given(both(), GivenSetup.claim("a1"), GivenSetup.submit("a1", "browser").build());
    scenario.refused(GivenSetup.confirm("a1", "browser"), ErrorCode.CONFLICT);
    scenario.when(submit("a2", "attacker"));
    scenario.refused(GivenSetup.confirm("a1", "browser"), ErrorCode.CONFLICT);
    scenario.when(submit("a3", "browser"));

    List<Event> events = scenario.when(GivenSetup.confirm("a1", "browser"));

    assertThat(events).hasAtLeastOneElementOfType(GrantConnected.class);
    assertThat(events).hasAtLeastOneElementOfType(ConfigCreated.class);
    assertThat(events.getLast()).isInstanceOf(SetupSessionCompleted.class);
  }

  @Test
  void aTypedKeyAndSettingsAreStoredTogether() {
    Scenario scenario = Scenario.given(both(), submit("a1", "browser"), GivenSetup.claim("a2"));
    scenario.when(GivenSetup.typed("a2", "browser", 1));
    List<Event> events = scenario.when(GivenSetup.confirm("a2", "browser"));
    assertThat(events).hasAtLeastOneElementOfType(AuthConfigCreated.class);
    assertThat(events).hasAtLeastOneElementOfType(ConfigCreated.class);
  }

  @Test
  @Tag("promise-5")
  void settingsOfAnotherUserAreDiscarded() {
    Scenario scenario = Scenario.given(GivenSetup.verifyUrl("https://acme.example/verify"), settingsOnly());
    SubmitConfig submit = SubmitConfig.newBuilder(submit("a1", "browser")).setHandleHash("handle of a1").build();
    scenario.when(submit);

    List<Event> events = scenario.when(GivenSetup.verify("a1", "mallory"));

    assertThat(events).singleElement().isInstanceOf(SetupCredentialDiscarded.class);
    assertThat(scenario.state().find(SetupSession.key(Given.ACME, GivenSetup.SESSION)))
      .get()
      .returns(null, SetupSession::config);
    assertThat(scenario.state().find(ProviderConfig.key(Given.ACME, "pcf_setup"))).isEmpty();
  }

  @Test
  void theNumberOfSubmissionsIsLimited() {
    Scenario scenario = Scenario.given(settingsOnly());
    for (int i = 0; i < SetupSession.MAX_ATTEMPTS; i++) {
      scenario.when(submit("a" + i, "browser"));
    }
    assertThat(scenario.when(submit("last", "browser")).getLast()).isInstanceOf(SetupSessionFailed.class);
  }

  @Test
  @Tag("promise-5")
  void erasingAUserArchivesTheUsersSettings() {
    Scenario scenario = Scenario.given(
      both(),
      submit("a1", "browser"),
      GivenSetup.claim("a2"),
      GivenSetup.typed("a2", "browser", 1),
      GivenSetup.confirm("a2", "browser"),
      create("pcf_bob", "pdp_1", "bob")
    );
    String user = Users.find(scenario.state(), Given.ACME, "alice").orElseThrow().id();

    scenario.when(EraseUser.newBuilder().setMeta(Given.meta(user, null)).build());

    assertThat(config(scenario, "pcf_setup").archived()).isTrue();
    assertThat(config(scenario, "pcf_bob").archived()).isFalse();
  }

  private static CreateConfig create(String id, @Nullable String deployment, @Nullable String user) {
    return CreateConfig.newBuilder()
      .setMeta(Given.meta(id, null))
      .setProviderId("prv_exa")
      .setProviderDeploymentId(deployment)
      .setUser(user)
      .setValue(VALUE)
      .build();
  }

  private static ArchiveConfig archive(String id) {
    return new ArchiveConfig(Given.meta(id, null));
  }

  private static CreateSetupSession settingsOnly() {
    return GivenSetup.create().setSessionType(SetupSessionType.CONFIG_ONLY).setConfigId("pcf_setup").build();
  }

  private static CreateSetupSession both() {
    return GivenSetup.create().setSessionType(SetupSessionType.AUTH_AND_CONFIG).setConfigId("pcf_setup").build();
  }

  private static SubmitConfig submit(String attempt, String browser) {
    return SubmitConfig.newBuilder()
      .setMeta(Given.meta(GivenSetup.SESSION, null))
      .setAttemptId(attempt)
      .setBrowserHash(browser)
      .setValue(VALUE)
      .build();
  }

  private static ProviderConfig config(Scenario scenario, String id) {
    return scenario.state().find(ProviderConfig.key(Given.ACME, id)).orElseThrow();
  }

  private static boolean isDefault(Scenario scenario, String id) {
    return DefaultConfigs.isDefault(scenario.state(), Given.ACME, config(scenario, id));
  }
}
