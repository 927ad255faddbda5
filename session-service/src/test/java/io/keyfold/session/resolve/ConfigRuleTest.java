package io.keyfold.session.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.ConfigArchived;
import io.keyfold.authconfig.events.ConfigCreated;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.CredentialPolicy;
import io.keyfold.schema.SetupSessionType;
import io.keyfold.session.catalogue.CatalogueFold;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.configs.ConfigsFold;
import io.keyfold.session.setups.PendingSetupsFold;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ConfigRuleTest {

  private static final String PATH = "https://wiki.example.com/{workspace}/mcp";
  private static final String HOST = "https://{workspace}.wiki.example.com/mcp";

  private final MapState state = new MapState();

  @Test
  @Tag("promise-5")
  void aUsersSettingsComeFirstAndAreNobodyElses() {
    given(config("pcf_own", "pdp_1", null, "own"), config("pcf_ann", "pdp_1", "ann", "anns"));

    assertThat(choose(PATH, user("ann"))).isEqualTo("https://wiki.example.com/anns/mcp");
    assertThat(choose(PATH, user("bob"))).isEqualTo("https://wiki.example.com/own/mcp");
    assertThat(choose(PATH, user("an"))).isEqualTo("https://wiki.example.com/own/mcp");
    assertThat(choose(PATH, CredentialSelector.NONE)).isEqualTo("https://wiki.example.com/own/mcp");
  }

  @Test
  void settingsForTheDeploymentComeBeforeThoseForTheProvider() {
    given(config("pcf_1", null, "ann", "everywhere"));
    assertThat(choose(PATH, user("ann"))).isEqualTo("https://wiki.example.com/everywhere/mcp");
    given(config("pcf_2", "pdp_1", "ann", "here"));
    assertThat(choose(PATH, user("ann"))).isEqualTo("https://wiki.example.com/here/mcp");
    given(archived("pcf_2"));
    assertThat(choose(PATH, user("ann"))).isEqualTo("https://wiki.example.com/everywhere/mcp");
  }

  @Test
  @Tag("promise-5")
  void aNamedConfigMustBeTheUsersOrNobodys() {
    given(
      config("pcf_ann", "pdp_1", "ann", "anns"),
      config("pcf_free", null, null, "free"),
      config("pcf_other", "pdp_2", null, "other"),
      config("pcf_gone", null, null, "gone"),
      archived("pcf_gone")
    );
    assertThat(choose(PATH, named("bob", "pcf_free"))).isEqualTo("https://wiki.example.com/free/mcp");
    assertThat(choose(PATH, named("ann", "pcf_ann"))).isEqualTo("https://wiki.example.com/anns/mcp");
    assertThat(choose(PATH, named("bob", "pcf_ann"))).isEqualTo("not_found");
    assertThat(choose(PATH, named(null, "pcf_ann"))).isEqualTo("not_found");
    assertThat(choose(PATH, named("bob", "pcf_none"))).isEqualTo("not_found");
    assertThat(choose(PATH, named("bob", "pcf_other"))).isEqualTo("provider_mismatch");
    assertThat(choose(PATH, named("bob", "pcf_gone"))).isEqualTo("use_after_delete");
  }

  @Test
  @Tag("promise-5")
  void aSharedDeploymentUsesNoSettingsOfUsers() {
    given(config("pcf_ann", "pdp_1", "ann", "anns"));
    assertThat(choose(PATH, user("ann"), CredentialPolicy.SHARED, null)).isEqualTo("config_required");
    assertThat(choose(PATH, named("ann", "pcf_ann"), CredentialPolicy.SHARED, null)).isEqualTo("provider_mismatch");
  }

  @Test
  @Tag("promise-4")
  void aUserDoesNotChooseTheHostThatReceivesTheDeploymentsCredential() {
    given(config("pcf_ann", "pdp_1", "ann", "anns"));
    CredentialPolicy policy = CredentialPolicy.USER_PREFERRED;
    assertThat(choose(HOST, user("ann"), policy, Fixtures.resolved(HOST, 1, Fixtures.BEARER))).isEqualTo(
      "provider_mismatch"
    );
    assertThat(choose(PATH, user("ann"), policy, Fixtures.resolved(PATH, 1, Fixtures.BEARER))).startsWith("https://");
    assertThat(choose(HOST, user("ann"))).isEqualTo("https://anns.wiki.example.com/mcp");
    given(config("pcf_own", "pdp_1", null, "own"));
    assertThat(choose(HOST, user("bob"), policy, Fixtures.resolved(HOST, 1, Fixtures.BEARER))).isEqualTo(
      "https://own.wiki.example.com/mcp"
    );
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsSettingsAreNotUsed() {
    state.apply(
      new ConfigsFold(),
      List.of(
        ConfigCreated.newBuilder(config("pcf_1", "pdp_1", "ann", "other"))
          .setMeta(Events.meta(new TenantId("tnt_other"), "pcf_1", 1))
          .build()
      )
    );
    assertThat(choose(PATH, user("ann"))).isEqualTo("config_required");
    assertThat(choose(PATH, named("ann", "pcf_1"))).isEqualTo("not_found");
  }

  @Test
  void missingSettingsNameTheOpenSetupSession() {
    assertThat(refusal(user("ann")).hint())
      .contains("POST /provider-setup-sessions", "pdp_1")
      .doesNotContain("ann");
    assertThat(refusal(CredentialSelector.NONE).hint()).contains("POST /provider-configs");

    given(setup("pss_1", null), setup("pss_2", "pcf_2"));
    assertThat(refusal(user("ann")).hint()).contains("/provider-setup-sessions/pss_2");
    assertThat(refusal(user("bob")).hint()).doesNotContain("pss_");
  }

  @Test
  void settingsThatDoNotFitAnyMoreAreMissing() {
    given(config("pcf_1", "pdp_1", null, "UPPER"));
    assertThat(choose(HOST, CredentialSelector.NONE)).isEqualTo("config_required");
    assertThat(choose("https://wiki.example.com/{other}/mcp", CredentialSelector.NONE)).isEqualTo("config_required");
  }

  @Test
  void aProviderWithoutSettingsIsCalledAsItIs() {
    PublishedProvider plain = provider("https://wiki.example.com/mcp", null);
    assertThat(outcome(plain, user("ann"), CredentialPolicy.USER_PREFERRED, null)).isEqualTo(
      "https://wiki.example.com/mcp"
    );
    assertThat(outcome(plain, named("ann", "pcf_1"), CredentialPolicy.USER_PREFERRED, null)).isEqualTo(
      "provider_mismatch"
    );
  }

  private void given(AuthConfigEvent... events) {
    state.apply(new ConfigsFold(), List.of(events));
    state.apply(new PendingSetupsFold(), List.of(events));
  }

  private String choose(String url, CredentialSelector selector) {
    return choose(url, selector, CredentialPolicy.USER_PREFERRED, null);
  }

  private String choose(
    String url,
    CredentialSelector selector,
    CredentialPolicy policy,
    @Nullable Resolved credential
  ) {
    return outcome(provider(url, "{\"type\":\"object\"}"), selector, policy, credential);
  }

  private String outcome(
    PublishedProvider provider,
    CredentialSelector selector,
    CredentialPolicy policy,
    @Nullable Resolved credential
  ) {
    ConfigChoice choice = ConfigRule.choose(
      state,
      Fixtures.TENANT,
      deployment(policy),
      provider,
      selector,
      credential == null ? null : credential.config()
    );
    return switch (choice) {
      case ConfigChoice.Ready ready -> ready.mcpUrl();
      case ConfigChoice.Refused refused -> refused.refusal().code().wire();
    };
  }

  private Choice.Refused refusal(CredentialSelector selector) {
    ConfigChoice choice = ConfigRule.choose(
      state,
      Fixtures.TENANT,
      deployment(CredentialPolicy.USER_PREFERRED),
      provider(PATH, "{}"),
      selector,
      null
    );
    assertThat(choice).isInstanceOf(ConfigChoice.Refused.class);
    Choice.Refused refusal = ((ConfigChoice.Refused) choice).refusal();
    assertThat(refusal.code()).isEqualTo(ErrorCode.CONFIG_REQUIRED);
    return refusal;
  }

  private static CredentialSelector user(String user) {
    return new CredentialSelector(user, null, null);
  }

  private static CredentialSelector named(@Nullable String user, String config) {
    return new CredentialSelector(user, null, null, config);
  }

  private static PublishedProvider provider(String url, @Nullable String schema) {
    return new PublishedProvider("prv_1", 1, "pve_1", "One", url, List.of(), List.of(), schema, null);
  }

  private static Deployment deployment(CredentialPolicy policy) {
    MapState deployments = new MapState();
    DeploymentCreated created = DeploymentCreated.newBuilder(Events.deployment(Fixtures.TENANT, "pdp_1"))
      .setCredentials(policy)
      .build();
    deployments.apply(new CatalogueFold(), List.of(created));
    return deployments.find(Deployment.key(Fixtures.TENANT, "pdp_1")).orElseThrow();
  }

  private static ConfigCreated config(String id, @Nullable String deployment, @Nullable String user, String workspace) {
    return ConfigCreated.newBuilder()
      .setMeta(Events.meta(id, 1))
      .setProviderId("prv_1")
      .setProviderDeploymentId(deployment)
      .setUser(user)
      .setValue("{\"workspace\":\"" + workspace + "\"}")
      .build();
  }

  private static ConfigArchived archived(String id) {
    return ConfigArchived.newBuilder().setMeta(Events.meta(id, 2)).setProviderId("prv_1").setCause("request").build();
  }

  private static SetupSessionCreated setup(String id, @Nullable String config) {
    return SetupSessionCreated.newBuilder()
      .setMeta(Events.meta(id, 1))
      .setSessionType(SetupSessionType.AUTH_AND_CONFIG)
      .setProviderId("prv_1")
      .setProviderDeploymentId("pdp_1")
      .setAuthConfigId("pac_" + id)
      .setConfigId(config)
      .setUser("ann")
      .setExpiresAt(Fixtures.AT)
      .build();
  }
}
