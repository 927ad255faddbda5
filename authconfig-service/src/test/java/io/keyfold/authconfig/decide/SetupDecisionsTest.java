package io.keyfold.authconfig.decide;

import static io.keyfold.authconfig.testing.GivenSetup.CONFIG;
import static io.keyfold.authconfig.testing.GivenSetup.EXPIRY;
import static io.keyfold.authconfig.testing.GivenSetup.SESSION;
import static io.keyfold.authconfig.testing.GivenSetup.claim;
import static io.keyfold.authconfig.testing.GivenSetup.complete;
import static io.keyfold.authconfig.testing.GivenSetup.confirm;
import static io.keyfold.authconfig.testing.GivenSetup.discard;
import static io.keyfold.authconfig.testing.GivenSetup.submit;
import static io.keyfold.authconfig.testing.GivenSetup.typed;
import static io.keyfold.authconfig.testing.GivenSetup.verify;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.ClaimAuthorization;
import io.keyfold.authconfig.commands.CompleteSetupSession;
import io.keyfold.authconfig.commands.CreateSetupSession;
import io.keyfold.authconfig.commands.DiscardCredential;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.GrantReconnected;
import io.keyfold.authconfig.events.SetupConsentRevoked;
import io.keyfold.authconfig.events.SetupCredentialDiscarded;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionCompleted;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.authconfig.events.SetupSessionExpired;
import io.keyfold.authconfig.events.SetupSessionFailed;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenGrant;
import io.keyfold.authconfig.testing.GivenSetup;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schema.SetupBinding;
import io.keyfold.schema.TokenChange;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SetupDecisionsTest {

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  @Test
  void theBindingIsTheStrongestThatTheCreatorAndTheTenantOffer() {
    assertThat(created(Scenario.given(), GivenSetup.create().build())).isEqualTo(SetupBinding.CONFIRM);
    Scenario tenant = Scenario.given(GivenSetup.verifyUrl("https://acme.example.com/verify"));
    assertThat(created(tenant, GivenSetup.create().build())).isEqualTo(SetupBinding.VERIFY_URL);
    assertThat(
      created(
        Scenario.given(GivenSetup.verifyUrl("https://acme.example.com/verify")),
        GivenSetup.create().setCodeChallenge(CHALLENGE).build()
      )
    ).isEqualTo(SetupBinding.CHALLENGE);
  }

  private static SetupBinding created(Scenario scenario, CreateSetupSession command) {
    return scenario.one(command, SetupSessionCreated.class).getBinding();
  }

  @Test
  @Tag("promise-2")
  void anAuthorizationResponseIsClaimedOnce() {
    Scenario scenario = Scenario.given(GivenSetup.create().build(), claim("a1"));

    scenario.refused(claim("a1"), ErrorCode.CONFLICT);
    scenario.when(claim("a2"));
  }

  @Test
  void aCredentialNeedsAClaimedAttemptAndProducesOneSubmission() {
    Scenario scenario = Scenario.given(GivenSetup.create().build());

    scenario.refused(submit("a1", "browser").build(), ErrorCode.CONFLICT);
    scenario.when(claim("a1"));
    scenario.when(submit("a1", "browser").build());
    scenario.refused(submit("a1", "browser").build(), ErrorCode.CONFLICT);
  }

  @Test
  void aSessionWithTooManyAttemptsFails() {
    Scenario scenario = Scenario.given(GivenSetup.create().build());
    for (int i = 0; i < SetupSession.MAX_ATTEMPTS; i++) {
      scenario.when(claim("a" + i));
    }

    scenario.one(claim("one more"), SetupSessionFailed.class);

    scenario.refused(claim("and another"), ErrorCode.GONE);
  }

  @Test
  void aConfirmedConsentBecomesAGrantInOneTransaction() {
    Scenario scenario = Scenario.given(
      GivenSetup.create().setLabel("work").build(),
      claim("a1"),
      submit("a1", "browser").build()
    );
    assertThat(scenario.state().find(AuthConfigs.key(Given.ACME, CONFIG))).isEmpty();

    List<Event> events = scenario.when(confirm("a1", "browser"));

    assertThat(events).hasExactlyElementsOfTypes(GrantTokens.class, GrantConnected.class, SetupSessionCompleted.class);
    assertThat(((GrantTokens) events.getFirst()).getChange()).isEqualTo(TokenChange.CONNECTED);
    assertThat(scenario.state().find(AuthConfigs.key(Given.ACME, CONFIG))).hasValueSatisfying(config -> {
      assertThat(config.owner().user()).isEqualTo("alice");
      assertThat(config.owner().label()).isEqualTo("work");
      assertThat(config.setupSessionId()).isEqualTo(SESSION);
      assertThat(config.version()).isEqualTo(1);
    });
    assertThat(scenario.state().find(TokenState.key(Given.ACME, CONFIG))).hasValueSatisfying(tokens -> {
      assertThat(tokens.pending()).isNull();
      assertThat(tokens.tokens()).isNotNull();
      assertThat(tokens.user()).isEqualTo("alice");
      assertThat(tokens.credentialVersion()).isEqualTo(1);
    });
    scenario.refused(confirm("a1", "browser"), ErrorCode.CONFLICT);
  }

  @Test
  void onlyTheBrowserThatConsentedConfirmsAndOnlyWhatItSaw() {
    Scenario scenario = Scenario.given(
      GivenSetup.create().build(),
      claim("a1"),
      submit("a1", "browser").build(),
      claim("a2"),
      submit("a2", "other browser").build()
    );

    scenario.refused(confirm("a1", "browser"), ErrorCode.CONFLICT);
    scenario.refused(confirm("a2", "browser"), ErrorCode.FORBIDDEN);
    scenario.refused(discard("a2", "browser"), ErrorCode.FORBIDDEN);
    scenario.when(confirm("a2", "other browser"));
  }

  @Test
  void aChallengeNeedsVerifierAndCode() {
    Scenario scenario = Scenario.given(
      GivenSetup.create().setCodeChallenge(CHALLENGE).build(),
      claim("a1"),
      submit("a1", "browser").build()
    );

    scenario.refused(complete("a2", CHALLENGE), ErrorCode.FORBIDDEN);
    scenario.refused(complete("a1", "another"), ErrorCode.FORBIDDEN);
    scenario.refused(confirm("a1", "browser"), ErrorCode.CONFLICT);
    scenario.refused(verify("a1", "alice"), ErrorCode.CONFLICT);
    scenario.when(complete("a1", CHALLENGE));
  }

  @Test
  @Tag("promise-5")
  void anotherUserDiscardsTheConsent() {
    Scenario scenario = Scenario.given(
      GivenSetup.verifyUrl("https://acme.example.com/verify"),
      GivenSetup.create().build(),
      claim("a1"),
      submit("a1", "browser").build()
    );

    List<Event> events = scenario.when(verify("a1", "bob"));

    assertThat(events).hasExactlyElementsOfTypes(GrantTokens.class, SetupCredentialDiscarded.class);
    SetupCredentialDiscarded discarded = (SetupCredentialDiscarded) events.getLast();
    assertThat(discarded.getReason()).isEqualTo("user_mismatch");
    assertThat(tokens(scenario).pending()).isNull();
    assertThat(tokens(scenario).discarded()).as("to be revoked").hasSize(1);
    scenario.refused(verify("a1", "alice"), ErrorCode.CONFLICT);
  }

  @Test
  void withoutAUserTheVerifiedOneIsTheOwner() {
    Scenario scenario = Scenario.given(
      GivenSetup.verifyUrl("https://acme.example.com/verify"),
      GivenSetup.create().setUser(null).build(),
      claim("a1"),
      submit("a1", "browser").build()
    );

    scenario.refused(verify("a1", null), ErrorCode.FORBIDDEN);
    scenario.when(verify("a1", "bob"));

    assertThat(config(scenario).owner().user()).isEqualTo("bob");
    assertThat(scenario.state().find(TokenState.key(Given.ACME, CONFIG)).orElseThrow().user()).isEqualTo("bob");
  }

  @Test
  void aTypedCredentialBecomesAnAuthConfigAndLeavesTheTokens() {
    Scenario scenario = Scenario.given(GivenSetup.create().build(), claim("a1"), typed("a1", "browser", 1));

    List<Event> events = scenario.when(confirm("a1", "browser"));

    assertThat(events).hasExactlyElementsOfTypes(
      GrantTokens.class,
      AuthConfigCreated.class,
      SetupSessionCompleted.class
    );
    assertThat(((AuthConfigCreated) events.get(1)).getValue()).isEqualTo(Given.sealed("a1"));
    assertThat(scenario.state().find(TokenState.key(Given.ACME, CONFIG))).isEmpty();
    assertThat(config(scenario).owner().user()).isEqualTo("alice");
  }

  @Test
  void reconnectingATypedCredentialRotatesItUnlessItChangedMeanwhile() {
    Scenario scenario = Scenario.given(
      Given.create(CONFIG).build(),
      GivenSetup.create().setReconnect(true).build(),
      claim("a1"),
      typed("a1", "browser", 2),
      Given.rotate(CONFIG, 2)
    );
    scenario.refused(confirm("a1", "browser"), ErrorCode.CONFLICT);
    scenario.when(claim("a2"));
    scenario.when(typed("a2", "browser", 3));

    List<Event> events = scenario.when(confirm("a2", "browser"));

    assertThat(events).hasExactlyElementsOfTypes(
      GrantTokens.class,
      AuthConfigRotated.class,
      SetupSessionCompleted.class
    );
    assertThat(config(scenario).credentialVersion()).isEqualTo(3);
    assertThat(scenario.state().find(TokenState.key(Given.ACME, CONFIG))).isEmpty();
  }

  @Test
  void reconnectingAGrantKeepsItsIdAndIsAnEvent() {
    Scenario scenario = Scenario.given(GivenSetup.create().build(), claim("a1"), submit("a1", "browser").build());
    scenario.when(confirm("a1", "browser"));
    CommandMeta second = Given.meta("pss_2", null);
    scenario.when(GivenSetup.create().setMeta(second).setReconnect(true).build());
    scenario.when(new ClaimAuthorization(second, "b1"));
    scenario.when(submit("b1", "browser").setMeta(second).build());
    assertThat(scenario.state().find(TokenState.key(Given.ACME, CONFIG)).orElseThrow().credentialVersion()).isEqualTo(
      1
    );

    List<Event> events = scenario.when(
      CompleteSetupSession.newBuilder(confirm("b1", "browser")).setMeta(second).build()
    );

    assertThat(events).hasExactlyElementsOfTypes(
      GrantTokens.class,
      GrantReconnected.class,
      SetupSessionCompleted.class
    );
    assertThat(scenario.state().find(TokenState.key(Given.ACME, CONFIG)).orElseThrow().credentialVersion()).isEqualTo(
      2
    );
    assertThat(config(scenario).setupSessionId()).isEqualTo("pss_2");
  }

  @Test
  @Tag("promise-4")
  void expiryAndArchivingKeepTheTokensOnlyUntilTheyAreRevoked() {
    Scenario expiring = Scenario.given(GivenSetup.create().build(), claim("a1"), submit("a1", "browser").build());
    expiring.refused(GivenSetup.expire(EXPIRY.minus(Duration.ofSeconds(1))), ErrorCode.CONFLICT);
    List<Event> expired = expiring.when(GivenSetup.expire(EXPIRY));
    assertThat(expired).hasExactlyElementsOfTypes(GrantTokens.class, SetupSessionExpired.class);
    assertThat(((SetupSessionExpired) expired.getLast()).getDiscardedKeyId())
      .as("the revocation needs it")
      .isNull();
    assertThat(tokens(expiring).pending()).isNull();
    assertThat(tokens(expiring).discarded())
      .singleElement()
      .matches(consent -> consent.isOf(SESSION, "a1"));
    expiring.refused(GivenSetup.expire(EXPIRY), ErrorCode.CONFLICT);
    expiring.refused(confirm("a1", "browser"), ErrorCode.GONE);

    List<Event> revoked = expiring.when(GivenSetup.revoked("a1"));

    assertThat(revoked).hasExactlyElementsOfTypes(GrantTokens.class, SetupConsentRevoked.class);
    assertThat(((SetupConsentRevoked) revoked.getLast()).getKeyId()).isEqualTo("key_1");
    assertThat(expiring.state().find(TokenState.key(Given.ACME, CONFIG))).isEmpty();
    expiring.refused(GivenSetup.revoked("a1"), ErrorCode.CONFLICT);

    Scenario archived = Scenario.given(GivenSetup.create().build(), claim("a1"), submit("a1", "browser").build());
    archived.when(GivenSetup.archive());
    assertThat(tokens(archived).discarded()).hasSize(1);
    archived.refused(GivenSetup.archive(), ErrorCode.GONE);
    archived.refused(claim("a2"), ErrorCode.GONE);
  }

  @Test
  @Tag("promise-4")
  void aTypedValueOfASessionThatEndsIsErasedAtOnce() {
    Scenario scenario = Scenario.given(GivenSetup.create().build(), claim("a1"), typed("a1", "browser", 1));

    List<Event> events = scenario.when(GivenSetup.archive());

    assertThat(((SetupSessionArchived) events.getLast()).getDiscardedKeyId()).isEqualTo("key_1");
    assertThat(scenario.state().find(TokenState.key(Given.ACME, CONFIG))).isEmpty();
  }

  @Test
  void aReplacedConsentOfAnotherAccountIsRevokedAndTheNewOneIsNotTouched() {
    Scenario scenario = Scenario.given(GivenSetup.create().build(), claim("a1"), claim("a2"));
    scenario.when(submit("a1", "browser").setTokens(GivenSetup.tokens("a1", "ada")).build());
    scenario.when(submit("a2", "browser").setTokens(GivenSetup.tokens("a2", "bob")).build());
    assertThat(tokens(scenario).discarded())
      .singleElement()
      .matches(consent -> consent.isOf(SESSION, "a1"));

    List<Event> revoked = scenario.when(GivenSetup.revoked("a1"));

    assertThat(((SetupConsentRevoked) revoked.getLast()).getKeyId())
      .as("the new consent needs it")
      .isNull();
    scenario.when(confirm("a2", "browser"));
    assertThat(tokens(scenario).tokens()).isNotNull();
  }

  @Test
  void aConsentIsNotRevokedIfTheProviderMightRevokeAGrantInUseWithIt() {
    Scenario scenario = Scenario.given(GivenSetup.create().build(), claim("a1"));
    scenario.when(submit("a1", "browser").setTokens(GivenSetup.tokens("a1", "ada")).build());
    scenario.when(confirm("a1", "browser"));
    CommandMeta second = Given.meta("pss_2", null);
    scenario.when(GivenSetup.create().setMeta(second).setReconnect(true).build());
    for (String account : List.of("ada", "bob")) {
      scenario.when(new ClaimAuthorization(second, account));
      scenario.when(submit(account, "browser").setMeta(second).setTokens(GivenSetup.tokens(account, account)).build());
      scenario.when(new DiscardCredential(second, account, "browser"));
    }

    assertThat(tokens(scenario).tokens()).isNotNull();
    assertThat(tokens(scenario).discarded())
      .singleElement()
      .matches(consent -> consent.isOf("pss_2", "bob"));
  }

  @Test
  void aConsentOfAUserWhoConnectedOtherwiseMeanwhileIsNotRevoked() {
    Scenario scenario = Scenario.given(GivenSetup.create().build(), claim("a1"), submit("a1", "browser").build());
    scenario.when(GivenGrant.connect("pac_other", GivenGrant.tokens("one").build(), "alice"));

    scenario.when(GivenSetup.expire(EXPIRY));

    assertThat(scenario.state().find(TokenState.key(Given.ACME, CONFIG))).isEmpty();
  }

  private static TokenState tokens(Scenario scenario) {
    return scenario.state().find(TokenState.key(Given.ACME, CONFIG)).orElseThrow();
  }

  @Test
  void theUserCannotBeExchangedOnceSomebodyHasConnected() {
    Scenario scenario = Scenario.given(GivenSetup.create().build(), GivenSetup.user("bob"), claim("a1"));
    scenario.when(submit("a1", "browser").build());

    scenario.refused(GivenSetup.user("mallory"), ErrorCode.CONFLICT);
    scenario.when(confirm("a1", "browser"));
    scenario.refused(GivenSetup.user("mallory"), ErrorCode.CONFLICT);
    assertThat(config(scenario).owner().user()).isEqualTo("bob");
  }

  @Test
  void archivingTheAuthConfigEndsItsReconnection() {
    Scenario scenario = Scenario.given(
      Given.create(CONFIG).build(),
      GivenSetup.create().setReconnect(true).build(),
      claim("a1"),
      typed("a1", "browser", 2)
    );

    scenario.when(Given.archive(CONFIG));

    assertThat(scenario.state().find(TokenState.key(Given.ACME, CONFIG))).isEmpty();
    scenario.refused(confirm("a1", "browser"), ErrorCode.CONFLICT);
    scenario.when(claim("a2"));
    scenario.refused(typed("a2", "browser", 2), ErrorCode.USE_AFTER_DELETE);
  }

  private static AuthConfig config(Scenario scenario) {
    return scenario.state().find(AuthConfigs.key(Given.ACME, CONFIG)).orElseThrow();
  }
}
