package io.keyfold.authconfig.testing;

import static io.keyfold.authconfig.testing.Given.NOW;
import static io.keyfold.authconfig.testing.Given.meta;

import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.commands.ImportTokens;
import io.keyfold.authconfig.commands.RecordRevocation;
import io.keyfold.authconfig.commands.RestartRefresh;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.RefreshResult;
import io.keyfold.schema.RefreshTrigger;
import io.keyfold.schema.Sealed;
import io.keyfold.schema.TokenSet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Short factories for commands on grants of one tenant. */
public final class GivenGrant {

  private GivenGrant() {}

  /** {@return tokens that expire in an hour and can be refreshed} */
  public static TokenSet.Builder tokens(String text) {
    return TokenSet.newBuilder()
      .setAccess(sealed("access " + text, SealedTokens.ACCESS))
      .setRefresh(sealed("refresh " + text, SealedTokens.REFRESH))
      .setValueVersion(1)
      .setObtainedAt(NOW)
      .setExpiresAt(NOW.plus(Duration.ofHours(1)))
      .setRefreshable(true)
      .setAppId("par_1")
      .setAppVersion(1L);
  }

  /** {@return a command that creates a grant} */
  public static ConnectGrant connect(String id, TokenSet tokens) {
    return connect(id, tokens, "user-1");
  }

  /** {@return a command that creates a grant of a user} */
  public static ConnectGrant connect(String id, TokenSet tokens, String user) {
    return ConnectGrant.newBuilder()
      .setMeta(meta(id, null))
      .setProviderId("prv_slack")
      .setAuthMethodId("pam_slack_oauth")
      .setUser(user)
      .setSource(GrantSource.IMPORT)
      .setTokens(tokens)
      .build();
  }

  /** {@return a command that creates a grant whose tokens can be refreshed} */
  public static ConnectGrant connect(String id) {
    return connect(id, tokens("one").build());
  }

  /** {@return a command that replaces the tokens} */
  public static ImportTokens importTokens(String id, long expectedVersion, String text) {
    return new ImportTokens(meta(id, null), expectedVersion, tokens(text).build());
  }

  /** {@return a command that takes the lease} */
  public static StartRefresh start(String id, long version) {
    return new StartRefresh(meta(id, null), version, RefreshTrigger.SCHEDULED);
  }

  /** {@return a command that retries an orphaned attempt} */
  public static RestartRefresh restart(String id, String attempt) {
    return new RestartRefresh(meta(id, null), attempt);
  }

  /** {@return a command that records new tokens} */
  public static FinishRefresh refreshed(String id, String attempt, String text) {
    return finish(id, attempt, RefreshResult.REFRESHED).setTokens(tokens(text).build()).build();
  }

  /** {@return a command that records a failure} */
  public static FinishRefresh failed(String id, String attempt, RefreshResult result, String code) {
    return finish(id, attempt, result).setCode(code).build();
  }

  /** {@return a command that records the end of a revocation} */
  public static RecordRevocation revoked(String id) {
    return RecordRevocation.newBuilder().setMeta(meta(id, null)).setOutcome("revoked").setAttempts(1).build();
  }

  private static FinishRefresh.Builder finish(String id, String attempt, RefreshResult result) {
    return FinishRefresh.newBuilder().setMeta(meta(id, null)).setAttemptId(attempt).setRefreshResult(result);
  }

  private static Sealed sealed(String text, String purpose) {
    return new Sealed("key_1", ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), purpose);
  }
}
