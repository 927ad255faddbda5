package io.keyfold.authconfig.testing;

import io.keyfold.authconfig.commands.ArchiveSetupSession;
import io.keyfold.authconfig.commands.ChangeSetupSettings;
import io.keyfold.authconfig.commands.ClaimAuthorization;
import io.keyfold.authconfig.commands.CompleteSetupSession;
import io.keyfold.authconfig.commands.CreateSetupSession;
import io.keyfold.authconfig.commands.DiscardCredential;
import io.keyfold.authconfig.commands.ExpireSetupSession;
import io.keyfold.authconfig.commands.RecordRevocation;
import io.keyfold.authconfig.commands.SubmitCredential;
import io.keyfold.authconfig.commands.UpdateSetupSession;
import io.keyfold.schema.Account;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.SetupBinding;
import io.keyfold.schema.SetupSessionType;
import io.keyfold.schema.TokenSet;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Short factories for commands of setup sessions. */
public final class GivenSetup {

  /** Id of the session. */
  public static final String SESSION = "pss_1";

  /** Id of its auth config. */
  public static final String CONFIG = "pac_setup";

  /** Expiry time of the session. */
  public static final Instant EXPIRY = Given.NOW.plus(Duration.ofMinutes(30));

  private GivenSetup() {}

  /** {@return a command that creates the session for alice} */
  public static CreateSetupSession.Builder create() {
    return CreateSetupSession.newBuilder()
      .setMeta(Given.meta(SESSION, null))
      .setSessionType(SetupSessionType.AUTH_ONLY)
      .setProviderId("prv_exa")
      .setAuthConfigId(CONFIG)
      .setUser("alice")
      .setExpiresAt(EXPIRY);
  }

  /** {@return a command that claims an attempt} */
  public static ClaimAuthorization claim(String attempt) {
    return new ClaimAuthorization(Given.meta(SESSION, null), attempt);
  }

  /** {@return a command that submits a consent in a browser} */
  public static SubmitCredential.Builder submit(String attempt, String browser) {
    return SubmitCredential.newBuilder()
      .setMeta(Given.meta(SESSION, null))
      .setAttemptId(attempt)
      .setAuthMethodId("pam_exa_oauth")
      .setKind(CredentialKind.OAUTH_AUTOMATED)
      .setBrowserHash(browser)
      .setHandleHash("handle of " + attempt)
      .setTokens(tokens(attempt));
  }

  /** {@return a command that submits a typed credential in a browser} */
  public static SubmitCredential typed(String attempt, String browser, long version) {
    return submit(attempt, browser)
      .setAuthMethodId("pam_exa_key")
      .setKind(CredentialKind.MANUAL)
      .setTokens(
        TokenSet.newBuilder().setAccess(Given.sealed(attempt)).setValueVersion(version).setObtainedAt(Given.NOW).build()
      )
      .build();
  }

  /** {@return tokens of an attempt} */
  public static TokenSet tokens(String attempt) {
    return TokenSet.newBuilder(GivenGrant.tokens(attempt)).build();
  }

  /** {@return tokens of an attempt by an account} */
  public static TokenSet tokens(String attempt, String account) {
    return GivenGrant.tokens(attempt).setAccount(new Account(account, null)).build();
  }

  /** {@return the end of the revocation of an attempt's consent} */
  public static RecordRevocation revoked(String attempt) {
    return RecordRevocation.newBuilder(GivenGrant.revoked(CONFIG))
      .setSetupSessionId(SESSION)
      .setAttemptId(attempt)
      .build();
  }

  /** {@return the confirmation of an attempt by a browser} */
  public static CompleteSetupSession confirm(String attempt, String browser) {
    return CompleteSetupSession.newBuilder()
      .setMeta(Given.meta(SESSION, null))
      .setBinding(SetupBinding.CONFIRM)
      .setAttemptId(attempt)
      .setBrowserHash(browser)
      .build();
  }

  /** {@return the completion by the creator, with the challenge of the presented verifier} */
  public static CompleteSetupSession complete(String attempt, String challenge) {
    return CompleteSetupSession.newBuilder()
      .setMeta(Given.meta(SESSION, null))
      .setBinding(SetupBinding.CHALLENGE)
      .setHandleHash("handle of " + attempt)
      .setCodeChallenge(challenge)
      .build();
  }

  /** {@return the completion by the tenant's server} */
  public static CompleteSetupSession verify(String attempt, @Nullable String user) {
    return CompleteSetupSession.newBuilder()
      .setMeta(Given.meta(SESSION, null))
      .setBinding(SetupBinding.VERIFY_URL)
      .setHandleHash("handle of " + attempt)
      .setUser(user)
      .build();
  }

  /** {@return the rejection of an attempt by a browser} */
  public static DiscardCredential discard(String attempt, String browser) {
    return new DiscardCredential(Given.meta(SESSION, null), attempt, browser);
  }

  /** {@return the expiry of the session at a time} */
  public static ExpireSetupSession expire(Instant at) {
    return new ExpireSetupSession(CommandMeta.newBuilder(Given.meta(SESSION, null)).setIssuedAt(at).build());
  }

  /** {@return the archiving of the session} */
  public static ArchiveSetupSession archive() {
    return new ArchiveSetupSession(Given.meta(SESSION, null));
  }

  /** {@return another user for the session} */
  public static UpdateSetupSession user(String user) {
    return UpdateSetupSession.newBuilder().setMeta(Given.meta(SESSION, null)).setUser(user).build();
  }

  /** {@return a verify URL for the tenant} */
  public static ChangeSetupSettings verifyUrl(@Nullable String url) {
    return new ChangeSetupSettings(Given.meta(Given.ACME.value(), null), url);
  }
}
