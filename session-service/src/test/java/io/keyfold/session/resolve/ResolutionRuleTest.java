package io.keyfold.session.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.CredentialKind;
import io.keyfold.session.catalogue.CredentialPolicy;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.CredentialsFold;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResolutionRuleTest {

  private static final TenantId US = Fixtures.TENANT;
  private static final TenantId THEM = new TenantId("tnt_two");

  private static final PublishedProvider WITH_METHOD = new PublishedProvider(
    "prv_1",
    1,
    "pve_1",
    "One",
    "https://one.example/mcp",
    List.of(new PublishedProvider.Method("pam_1", "api_key", List.of(Fixtures.BEARER), null, true)),
    List.of(),
    null,
    null
  );

  private static final PublishedProvider WITHOUT_METHOD = new PublishedProvider(
    "prv_1",
    1,
    "pve_1",
    "One",
    "https://one.example/mcp",
    List.of(),
    List.of(),
    null,
    null
  );

  @Test
  void theNamedAuthConfigIsChosenFirst() {
    assertChosen("pac_2", Reason.NAMED_BY_SESSION, choose("pac_2", bound("pac_1", "pdp_1"), bound("pac_2", null)));
  }

  @Test
  void otherwiseTheNewestActiveOneBoundToTheDeployment() {
    assertChosen(
      "pac_2",
      Reason.BOUND_TO_DEPLOYMENT,
      choose(null, bound("pac_1", "pdp_1"), bound("pac_2", "pdp_1"), bound("pac_3", "pdp_2"), bound("pac_4", null))
    );
  }

  @Test
  void otherwiseTheAttachedDefault() {
    assertChosen(
      "pac_1",
      Reason.ATTACHED_DEFAULT,
      choose(null, bound("pac_1", null), Events.attached("pdp_1", "pac_1"))
    );
  }

  @Test
  void anArchivedAuthConfigIsSkipped() {
    assertChosen(
      "pac_1",
      Reason.BOUND_TO_DEPLOYMENT,
      choose(null, bound("pac_1", "pdp_1"), bound("pac_2", "pdp_1"), Events.authConfigArchived(US, "pac_2", 2))
    );
    assertRefused(
      ErrorCode.AUTH_CONFIG_REQUIRED,
      choose(null, bound("pac_1", null), Events.attached("pdp_1", "pac_1"), Events.authConfigArchived(US, "pac_1", 2))
    );
  }

  @Test
  void anArchivedNamedAuthConfigIsAnErrorWithoutFallback() {
    assertRefused(
      ErrorCode.USE_AFTER_DELETE,
      choose("pac_1", bound("pac_1", "pdp_1"), bound("pac_2", "pdp_1"), Events.authConfigArchived(US, "pac_1", 2))
    );
  }

  @Test
  void aNamedAuthConfigOfAnotherDeploymentIsRejected() {
    assertRefused(ErrorCode.PROVIDER_MISMATCH, choose("pac_1", bound("pac_1", "pdp_2")));
  }

  @Test
  @Tag("promise-5")
  void anotherTenantsAuthConfigIsNotFoundAndNeverChosen() {
    var theirs = Events.authConfig(THEM, "pac_1", "pdp_1", CredentialKind.MANUAL);
    assertRefused(ErrorCode.NOT_FOUND, choose("pac_1", theirs));
    assertRefused(ErrorCode.AUTH_CONFIG_REQUIRED, choose(null, theirs));
  }

  @Test
  void anOAuthAppAloneNeedsAUserFirst() {
    var app = Events.authConfig(US, "pac_9", "pdp_1", CredentialKind.OAUTH_APP);
    assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, choose(null, app));
    assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, choose("pac_9", app));
    assertChosen("pac_1", Reason.BOUND_TO_DEPLOYMENT, choose(null, app, bound("pac_1", "pdp_1")));
  }

  @Test
  void aKindOfANewerReleaseIsNeverUsed() {
    var strange = Events.authConfig(US, "pac_1", "pdp_1", CredentialKind.UNKNOWN);
    assertRefused(ErrorCode.AUTH_CONFIG_REQUIRED, choose(null, strange));
    assertRefused(ErrorCode.AUTHENTICATION_NOT_SUPPORTED, choose("pac_1", strange));
  }

  @Test
  void aProviderWithoutAuthMethodsNeedsAndAcceptsNoCredential() {
    MapState state = MapState.of(new CredentialsFold(), List.of(bound("pac_1", null)));
    assertThat(ResolutionRule.choose(state, US, deployment(false), WITHOUT_METHOD, CredentialSelector.NONE)).isEqualTo(
      new Choice.NoneNeeded()
    );
    assertRefused(
      ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
      ResolutionRule.choose(state, US, deployment(false), WITHOUT_METHOD, named("pac_1"))
    );
  }

  @Test
  void anArchivedDeploymentDoesNotResolve() {
    MapState state = MapState.of(new CredentialsFold(), List.of(bound("pac_1", "pdp_1")));
    assertRefused(
      ErrorCode.USE_AFTER_DELETE,
      ResolutionRule.choose(state, US, deployment(true), WITH_METHOD, CredentialSelector.NONE)
    );
  }

  @Test
  void aCredentialThatMovedToAnotherDeploymentLeavesThisOne() {
    assertRefused(
      ErrorCode.AUTH_CONFIG_REQUIRED,
      choose(null, bound("pac_1", "pdp_1"), Events.rebound("pac_1", 2, "pdp_2"))
    );
  }

  private static AuthConfigEvent bound(String id, @Nullable String deploymentId) {
    return Events.authConfig(US, id, deploymentId, CredentialKind.MANUAL);
  }

  private static Choice choose(@Nullable String named, AuthConfigEvent... events) {
    MapState state = MapState.of(new CredentialsFold(), List.of(events));
    return ResolutionRule.choose(state, US, deployment(false), WITH_METHOD, named(named));
  }

  private static CredentialSelector named(@Nullable String id) {
    return new CredentialSelector(null, id, null);
  }

  private static Deployment deployment(boolean archived) {
    return new Deployment(
      "pdp_1",
      1,
      "prv_1",
      null,
      null,
      null,
      ToolFilter.ALLOW_ALL,
      null,
      CredentialPolicy.USER_PREFERRED,
      null,
      archived,
      Fixtures.AT,
      Fixtures.AT
    );
  }

  private static void assertChosen(String id, Reason reason, Choice choice) {
    assertThat(choice).isInstanceOfSatisfying(Choice.Chosen.class, chosen -> {
      assertThat(chosen.config().id()).isEqualTo(id);
      assertThat(chosen.reason()).isEqualTo(reason);
    });
  }

  private static void assertRefused(ErrorCode code, Choice choice) {
    assertThat(choice).isInstanceOfSatisfying(Choice.Refused.class, refused ->
      assertThat(refused.code()).isEqualTo(code)
    );
  }
}
