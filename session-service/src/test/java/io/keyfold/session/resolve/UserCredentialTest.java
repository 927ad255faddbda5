package io.keyfold.session.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.CredentialKind;
import io.keyfold.session.catalogue.CredentialPolicy;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.CredentialsFold;
import io.keyfold.session.setups.PendingSetupsFold;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Which credential the sessions of users get. */
class UserCredentialTest {

  private static final CredentialSelector ANN = new CredentialSelector("ann", null, null);
  private static final CredentialSelector BOB = new CredentialSelector("bob", null, null);

  private static final PublishedProvider PROVIDER = new PublishedProvider(
    "prv_1",
    1,
    "pve_1",
    "One",
    "https://one.example/mcp",
    List.of(new PublishedProvider.Method("pam_1", "oauth", List.of(Fixtures.BEARER), null, true)),
    List.of(),
    null,
    null
  );

  @Test
  @Tag("promise-5")
  void eachUserGetsTheirOwnGrantWhoeverConnectedLast() {
    var anns = grant("pac_1", "pdp_1", "ann", null);
    var bobs = grant("pac_2", "pdp_1", "bob", null);
    assertChosen("pac_1", Reason.USER_OF_DEPLOYMENT, choose(ANN, anns, bobs));
    assertChosen("pac_2", Reason.USER_OF_DEPLOYMENT, choose(BOB, anns, bobs));
    assertRefused(ErrorCode.AUTH_CONFIG_REQUIRED, choose(CredentialSelector.NONE, anns, bobs));
  }

  @Test
  void aTypedKeyOfAUserIsTheUsers() {
    AuthConfigCreated key = AuthConfigCreated.newBuilder(own("pac_1", "pdp_1")).setUser("ann").build();
    assertChosen("pac_1", Reason.USER_OF_DEPLOYMENT, choose(ANN, key));
    assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, choose(BOB, key));
  }

  @Test
  void anUnboundGrantServesEachDeploymentOfTheProvider() {
    assertChosen("pac_1", Reason.USER_OF_PROVIDER, choose(ANN, grant("pac_1", null, "ann", null)));
    assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, choose(ANN, grant("pac_1", "pdp_2", "ann", null)));
  }

  @Test
  void aBoundGrantComesBeforeAnUnboundOne() {
    assertChosen(
      "pac_1",
      Reason.USER_OF_DEPLOYMENT,
      choose(ANN, grant("pac_1", "pdp_1", "ann", null), grant("pac_2", null, "ann", null))
    );
  }

  @Test
  void withoutAnOwnGrantTheDeploymentsCredentialIsUsedWhereAllowed() {
    assertChosen("pac_9", Reason.BOUND_TO_DEPLOYMENT, choose(ANN, own("pac_9", "pdp_1")));
    assertRefused(
      ErrorCode.AUTHENTICATION_REQUIRED,
      choose(CredentialPolicy.USER_REQUIRED, ANN, own("pac_9", "pdp_1"))
    );
    assertRefused(
      ErrorCode.AUTHENTICATION_REQUIRED,
      choose(CredentialPolicy.USER_REQUIRED, CredentialSelector.NONE, own("pac_9", "pdp_1"))
    );
  }

  @Test
  void aSharedDeploymentUsesNoCredentialOfAUser() {
    var anns = grant("pac_1", "pdp_1", "ann", null);
    assertChosen(
      "pac_9",
      Reason.BOUND_TO_DEPLOYMENT,
      choose(CredentialPolicy.SHARED, ANN, own("pac_9", "pdp_1"), anns)
    );
    assertRefused(ErrorCode.AUTH_CONFIG_REQUIRED, choose(CredentialPolicy.SHARED, ANN, anns));
    assertRefused(ErrorCode.PROVIDER_MISMATCH, choose(CredentialPolicy.SHARED, named("ann", "pac_1"), anns));
    assertRefused(ErrorCode.PROVIDER_MISMATCH, choose(CredentialPolicy.SHARED, labelled("ann", "work"), anns));
  }

  @Test
  void ofSeveralGrantsTheSessionNamesOne() {
    var work = grant("pac_1", "pdp_1", "ann", "work");
    var home = grant("pac_2", "pdp_1", "ann", "home");
    assertRefused(ErrorCode.AMBIGUOUS, choose(ANN, work, home));
    assertChosen("pac_1", Reason.USER_LABEL, choose(labelled("ann", "work"), work, home));
    assertChosen("pac_2", Reason.NAMED_BY_SESSION, choose(named("ann", "pac_2"), work, home));
    assertRefused(
      ErrorCode.AUTHENTICATION_REQUIRED,
      choose(labelled("ann", "club"), work, home, own("pac_9", "pdp_1"))
    );
    assertChosen(
      "pac_2",
      Reason.USER_OF_DEPLOYMENT,
      choose(ANN, work, home, Events.authConfigArchived(Fixtures.TENANT, "pac_1", 2))
    );
  }

  @Test
  @Tag("promise-5")
  void anotherUsersGrantIsReportedLikeAMissingOne() {
    var anns = grant("pac_1", "pdp_1", "ann", null);
    Choice missing = choose(named("bob", "pac_1"));
    assertRefused(ErrorCode.NOT_FOUND, missing);
    assertThat(choose(named("bob", "pac_1"), anns)).isEqualTo(missing);
    assertThat(choose(named(null, "pac_1"), anns)).isEqualTo(missing);
  }

  @Test
  void aSessionOfAUserMayNameTheDeploymentsCredentialWhereAllowed() {
    var shared = own("pac_9", "pdp_1");
    assertChosen("pac_9", Reason.NAMED_BY_SESSION, choose(named("ann", "pac_9"), shared));
    assertRefused(ErrorCode.PROVIDER_MISMATCH, choose(CredentialPolicy.USER_REQUIRED, named("ann", "pac_9"), shared));
  }

  @Test
  void aBrokenGrantIsNotReplaced() {
    assertChosen(
      "pac_1",
      Reason.USER_OF_DEPLOYMENT,
      choose(
        ANN,
        own("pac_9", "pdp_1"),
        grant("pac_8", null, "ann", null),
        grant("pac_1", "pdp_1", "ann", null),
        Events.broken("pac_1", 2)
      )
    );
  }

  @Test
  void aReconnectedGrantIsUsedAgain() {
    assertChosen(
      "pac_1",
      Reason.USER_OF_DEPLOYMENT,
      choose(ANN, grant("pac_1", "pdp_1", "ann", null), Events.broken("pac_1", 2), Events.reconnected("pac_1", 3, 2))
    );
  }

  @Test
  void aMissingCredentialSaysHowToConnectTheUser() {
    assertThat(choose(ANN)).isInstanceOfSatisfying(Choice.Refused.class, refused -> {
      assertThat(refused.code()).isEqualTo(ErrorCode.AUTHENTICATION_REQUIRED);
      assertThat(refused.hint()).contains("POST /provider-setup-sessions", "pdp_1");
    });
  }

  @Test
  void anOpenSetupSessionOfTheUserIsNamed() {
    SetupSessionCreated setup = SetupSessionCreated.newBuilder()
      .setMeta(Events.meta("pss_1", 1))
      .setProviderId("prv_1")
      .setAuthConfigId("pac_7")
      .setUser("ann")
      .setExpiresAt(Fixtures.AT.plusSeconds(1800))
      .build();
    assertThat(choose(ANN, setup)).isInstanceOfSatisfying(Choice.Refused.class, refused ->
      assertThat(refused.hint()).contains("GET /provider-setup-sessions/pss_1")
    );
    assertThat(choose(BOB, setup)).isInstanceOfSatisfying(Choice.Refused.class, refused ->
      assertThat(refused.hint()).contains("POST /provider-setup-sessions").doesNotContain("pss_1")
    );
  }

  @Test
  void usersWhoseIdsContainSeparatorsAreDistinct() {
    var other = grant("pac_1", "pdp_1", "ann/pac_2", null);
    assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, choose(ANN, other));
    assertRefused(ErrorCode.AUTHENTICATION_REQUIRED, choose(new CredentialSelector("ann%2Fpac_2", null, null), other));
  }

  private static AuthConfigEvent grant(
    String id,
    @Nullable String deployment,
    @Nullable String user,
    @Nullable String label
  ) {
    return Events.grant(Fixtures.TENANT, id, deployment, user, label);
  }

  private static AuthConfigCreated own(String id, String deployment) {
    return Events.authConfig(Fixtures.TENANT, id, deployment, CredentialKind.MANUAL);
  }

  private static CredentialSelector named(@Nullable String user, String id) {
    return new CredentialSelector(user, id, null);
  }

  private static CredentialSelector labelled(String user, String label) {
    return new CredentialSelector(user, null, label);
  }

  private static Choice choose(CredentialSelector selector, AuthConfigEvent... events) {
    return choose(CredentialPolicy.USER_PREFERRED, selector, events);
  }

  private static Choice choose(CredentialPolicy policy, CredentialSelector selector, AuthConfigEvent... events) {
    MapState state = MapState.of(new CredentialsFold(), List.of(events)).apply(
      new PendingSetupsFold(),
      List.of(events)
    );
    Deployment deployment = new Deployment(
      "pdp_1",
      1,
      "prv_1",
      null,
      null,
      null,
      ToolFilter.ALLOW_ALL,
      null,
      policy,
      null,
      false,
      Fixtures.AT,
      Fixtures.AT
    );
    return ResolutionRule.choose(state, Fixtures.TENANT, deployment, PROVIDER, selector);
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
