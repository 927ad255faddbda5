package io.keyfold.standalone.sandbox.oauth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AuthorizationServerTest {

  /** The pair of RFC 7636, appendix B. */
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final String BACK = "https://keyfold.example/callback";
  private static final SandboxApp APP = new SandboxApp("Acme", "acme", "s3cret", List.of(BACK));
  private static final SandboxApp OTHER = new SandboxApp("Other", "other", "s3cret2", List.of(BACK));

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
  private final AuthorizationServer server = new AuthorizationServer(now::get);

  @Test
  void aCodeIsExchangedOnceAndASecondUseEndsTheGrant() throws OAuthError {
    String code = code();
    TokenPair tokens = server.exchange(APP, code, BACK, VERIFIER);

    assertThat(server.access(tokens.accessToken())).map(Access::account).contains("ada");
    assertRefused("invalid_grant", () -> server.exchange(APP, code, BACK, VERIFIER));
    assertThat(server.access(tokens.accessToken())).isEmpty();
    assertRefused("invalid_grant", () -> server.refresh(APP, tokens.refreshToken()));
  }

  @Test
  void aCodeBelongsToItsAppRedirectUriAndVerifier() {
    String code = code();

    assertRefused("invalid_grant", () -> server.exchange(OTHER, code, BACK, VERIFIER));
    assertRefused("invalid_grant", () -> server.exchange(APP, code, BACK + "/", VERIFIER));
    assertRefused("invalid_grant", () -> server.exchange(APP, code, BACK, VERIFIER.substring(1)));
    assertRefused("invalid_grant", () -> server.exchange(APP, "sac_other", BACK, VERIFIER));
  }

  @Test
  void aRefreshTokenIsUsedOnceAndASecondUseEndsTheGrant() throws OAuthError {
    TokenPair first = server.exchange(APP, code(), BACK, VERIFIER);
    TokenPair second = server.refresh(APP, first.refreshToken());

    assertThat(server.access(second.accessToken())).isPresent();
    assertRefused("invalid_grant", () -> server.refresh(OTHER, second.refreshToken()));
    assertRefused("invalid_grant", () -> server.refresh(APP, first.refreshToken()));
    assertRefused("invalid_grant", () -> server.refresh(APP, second.refreshToken()));
    assertThat(server.access(second.accessToken())).isEmpty();
    assertThat(server.counts()).isEqualTo(new CallCounts(0, 1, 1, 1, 0));
  }

  @Test
  void accessTokensExpireAndRefreshTokensDoNot() throws OAuthError {
    server.accessTokenLifetime(Duration.ofSeconds(5));
    TokenPair tokens = server.exchange(APP, code(), BACK, VERIFIER);

    now.updateAndGet(time -> time.plusSeconds(5));

    assertThat(tokens.expiresIn()).isEqualTo(5);
    assertThat(server.access(tokens.accessToken())).isEmpty();
    TokenPair next = server.refresh(APP, tokens.refreshToken());
    server.expireAccessTokens();
    assertThat(server.access(next.accessToken())).isEmpty();
    assertThat(server.access(server.refresh(APP, next.refreshToken()).accessToken())).isPresent();
  }

  @Test
  void revokingTheRefreshTokenEndsTheGrant() throws OAuthError {
    TokenPair tokens = server.exchange(APP, code(), BACK, VERIFIER);

    server.revoke(OTHER, tokens.refreshToken());
    assertThat(server.access(tokens.accessToken())).isPresent();
    server.revoke(APP, tokens.refreshToken());
    assertThat(server.access(tokens.accessToken())).isEmpty();
    assertRefused("invalid_grant", () -> server.refresh(APP, tokens.refreshToken()));
    server.revoke(APP, "unknown");
    assertThat(server.counts().revocations()).isEqualTo(1);
  }

  @Test
  void onlyARegisteredRedirectUriIsAccepted() {
    server.register(APP);

    assertThat(server.app("acme", BACK)).contains(APP);
    assertThat(server.app("acme", BACK + "?next=evil")).isEmpty();
    assertThat(server.app("other", BACK)).isEmpty();
    assertRefused("invalid_client", () -> server.authenticate("acme", "wrong"));
  }

  private String code() {
    ConsentRequest request = new ConsentRequest("scr_1", APP, BACK, "state", List.of("search"), CHALLENGE);
    return server.allow(request, "ada", List.of("search"));
  }

  private static void assertRefused(String code, ThrowingCallable call) {
    assertThatExceptionOfType(OAuthError.class)
      .isThrownBy(call)
      .satisfies(error -> assertThat(error.code()).isEqualTo(code));
  }
}
