package io.keyfold.authconfig.oauth.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.oauth.Account;
import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.CallFailure.Reason;
import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.authconfig.oauth.TokenResult.Ambiguous;
import io.keyfold.authconfig.oauth.TokenResult.Rejected;
import io.keyfold.authconfig.oauth.TokenResult.Tokens;
import io.keyfold.authconfig.oauth.TokenResult.Transient;
import io.keyfold.authconfig.oauth.http.HttpOutcome;
import io.keyfold.authconfig.oauth.vendor.Endpoints;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.vault.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Token responses as vendors write them. */
class TokenReadingTest {

  private static final Instant SENT = Instant.parse("2026-11-30T09:00:00Z");
  private static final String SECRET = "canary-7f3a9c1e5b";
  private static final VendorOAuth STANDARD = VendorOAuth.standard(
    Endpoints.of(URI.create("https://vendor.example/authorize"), URI.create("https://vendor.example/token"))
  );

  @Test
  void aStandardResponse() {
    Tokens tokens = tokens(
      STANDARD,
      """
      {"access_token":"a-1","token_type":"Bearer","expires_in":3600,"refresh_token":"r-1","scope":"read write"}"""
    );
    assertThat(tokens.accessToken()).isEqualTo(Secret.ofText("a-1"));
    assertThat(tokens.refreshToken()).isEqualTo(Secret.ofText("r-1"));
    assertThat(tokens.expiresAt()).isEqualTo(SENT.plusSeconds(3_600));
    assertThat(tokens.scopes()).containsExactly("read", "write");
    assertThat(tokens.tokenType()).isEqualTo("Bearer");
  }

  @ParameterizedTest
  @ValueSource(strings = { "\"3600\"", "3600", "3600.0", "\" 3600 \"", "3.6e3" })
  void aLifetimeMayBeWrittenInManyForms(String literal) {
    assertThat(expiring(STANDARD, literal)).isEqualTo(SENT.plusSeconds(3_600));
  }

  @ParameterizedTest
  @ValueSource(
    strings = { "-1", "0", "1000000000000", "\"never\"", "null", "{}", "1e400", "0.5", "\"\"", "true", "[3600]" }
  )
  void anAbsurdLifetimeIsUnknown(String literal) {
    assertThat(expiring(STANDARD, literal)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = { "-1", "1000000000000", "null" })
  void anUnknownLifetimeIsTheVendorsDefault(String literal) {
    assertThat(expiring(Vendors.GOOGLE, literal)).isEqualTo(SENT.plus(Duration.ofHours(1)));
  }

  @ParameterizedTest
  @ValueSource(strings = { "bearer", "BEARER", "user" })
  void anOddTokenTypeIsKept(String type) {
    Tokens tokens = tokens(STANDARD, "{\"access_token\":\"a-1\",\"token_type\":\"" + type + "\"}");
    assertThat(tokens.tokenType()).isEqualTo(type);
  }

  @Test
  void aMissingTokenTypeIsBearer() {
    assertThat(tokens(STANDARD, "{\"access_token\":\"a-1\"}").tokenType()).isEqualTo("Bearer");
  }

  @Test
  void missingScopesAreThoseRequested() {
    assertThat(tokens(STANDARD, "{\"access_token\":\"a-1\"}").scopes()).containsExactly("asked");
    assertThat(tokens(STANDARD, "{\"access_token\":\"a-1\",\"scope\":[\"x\",\"y\"]}").scopes()).containsExactly(
      "x",
      "y"
    );
    assertThat(tokens(STANDARD, "{\"access_token\":\"a-1\",\"scope\":\"x,y z\"}").scopes()).containsExactly(
      "x",
      "y",
      "z"
    );
  }

  @Test
  void slackPutsTheUsersTokenInANestedObject() {
    Tokens tokens = tokens(
      Vendors.SLACK,
      """
      {"ok":true,"access_token":"xoxb-bot","token_type":"bot","team":{"id":"T1","name":"Acme"},
       "authed_user":{"id":"U1","scope":"chat:write,users:read","access_token":"xoxp-user","token_type":"user"}}"""
    );
    assertThat(tokens.accessToken()).isEqualTo(Secret.ofText("xoxp-user"));
    assertThat(tokens.scopes()).containsExactly("chat:write", "users:read");
    assertThat(tokens.account()).isEqualTo(new Account("U1", "Acme"));
  }

  @Test
  void slackAnswersErrorsWithOkFalse() {
    assertThat(read(Vendors.SLACK, 200, "{\"ok\":false,\"error\":\"invalid_refresh_token\"}")).isEqualTo(
      new Rejected("invalid_grant", null)
    );
    String withToken = "{\"ok\":false,\"error\":\"x\",\"authed_user\":{\"access_token\":\"a\"}}";
    assertThat(read(Vendors.SLACK, 200, withToken)).isEqualTo(new Rejected("x", null));
  }

  @Test
  void aVendorsOwnCodeMayMeanThatNothingOrAnythingHappened() {
    assertThat(read(Vendors.SLACK, 200, "{\"ok\":false,\"error\":\"internal_error\"}")).isInstanceOf(Ambiguous.class);
    assertThat(read(Vendors.SLACK, 200, "{\"ok\":false,\"error\":\"ratelimited\"}")).isInstanceOf(Transient.class);
  }

  @Test
  void githubAnswersErrorsWithStatus200() {
    TokenResult result = read(
      Vendors.GITHUB,
      200,
      "{\"error\":\"bad_refresh_token\",\"error_description\":\"The refresh token passed is incorrect or expired.\"}"
    );
    assertThat(result).isEqualTo(new Rejected("invalid_grant", "The refresh token passed is incorrect or expired."));
  }

  @Test
  void googleNamesTheAccountInTheIdToken() {
    String claims =
      "{\"iss\":\"https://accounts.google.com\",\"aud\":\"client\",\"sub\":\"42\",\"email\":\"ada@acme.example\"}";
    Tokens tokens = tokens(Vendors.GOOGLE, "{\"access_token\":\"a-1\",\"id_token\":\"" + jwt(claims) + "\"}");
    assertThat(tokens.account()).isEqualTo(new Account("42", "ada@acme.example"));
    assertThat(tokens.refreshExpiresAt()).isEqualTo(SENT.plus(Duration.ofDays(180)));
  }

  @Test
  void anIdTokenForAnotherClientNamesNoAccount() {
    String claims = "{\"iss\":\"https://accounts.google.com\",\"aud\":[\"other\"],\"sub\":\"42\"}";
    assertThat(
      tokens(Vendors.GOOGLE, "{\"access_token\":\"a-1\",\"id_token\":\"" + jwt(claims) + "\"}").account()
    ).isNull();
  }

  @Test
  void anIdTokenOfAnotherIssuerIsRejected() {
    String claims = "{\"iss\":\"https://accounts.google.com/\",\"aud\":\"client\",\"sub\":\"42\"}";
    assertThat(read(Vendors.GOOGLE, 200, "{\"access_token\":\"a-1\",\"id_token\":\"" + jwt(claims) + "\"}")).isEqualTo(
      new Rejected(Rejected.ISSUER_MISMATCH, null)
    );
  }

  @ParameterizedTest
  @CsvSource({
    "400, invalid_grant, REJECTED",
    "401, invalid_client, REJECTED",
    "500, invalid_grant, REJECTED",
    "400, temporarily_unavailable, TRANSIENT",
    "429, invalid_request, TRANSIENT",
    "503, , TRANSIENT",
    "404, , TRANSIENT",
    "403, , TRANSIENT",
    "401, , REJECTED",
    "500, , AMBIGUOUS",
    "502, , AMBIGUOUS",
    "504, , AMBIGUOUS",
    "500, server_error, AMBIGUOUS",
    "400, server_error, AMBIGUOUS",
    "500, oops, AMBIGUOUS",
    "200, , AMBIGUOUS",
  })
  void whatAnAnswerWithoutTokensMeans(int status, String code, String meaning) {
    String body = code == null ? "{}" : "{\"error\":\"" + code + "\"}";
    String actual = switch (read(STANDARD, status, body)) {
      case Rejected rejected -> "REJECTED";
      case Transient later -> "TRANSIENT";
      case Ambiguous unknown -> "AMBIGUOUS";
      case Tokens tokens -> "TOKENS";
    };
    assertThat(actual).isEqualTo(meaning);
  }

  @ParameterizedTest
  @ValueSource(strings = { "<html>Sign in</html>", "", "[]", "\"text\"", "{\"access_token\":", "{\"access_token\":7}" })
  void aSuccessThatCannotBeReadIsAmbiguous(String body) {
    assertThat(read(STANDARD, 200, body)).isEqualTo(new Ambiguous(new CallFailure(Reason.UNREADABLE, 200)));
  }

  @Test
  void aDeeplyNestedAnswerIsUnreadable() {
    String body = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);
    assertThat(read(STANDARD, 200, body)).isInstanceOf(Ambiguous.class);
  }

  @Test
  void retryAfterIsPassedOnWithALimit() {
    assertThat(busy("7")).isEqualTo(Duration.ofSeconds(7));
    assertThat(busy("999999999")).isEqualTo(Duration.ofDays(1));
    assertThat(busy("-7")).isNull();
    assertThat(
      busy(DateTimeFormatter.RFC_1123_DATE_TIME.format(SENT.plusSeconds(90).atOffset(ZoneOffset.UTC)))
    ).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void whatWasNotSentCanBeRepeated() {
    for (Reason reason : List.of(Reason.ADDRESS_REFUSED, Reason.EGRESS_PROXY, Reason.BUSY, Reason.UNREACHABLE)) {
      assertThat(reading(STANDARD).read(new HttpOutcome.Failed(new CallFailure(reason, null), false))).isInstanceOf(
        Transient.class
      );
    }
    for (Reason reason : List.of(Reason.TIMEOUT, Reason.CONNECTION_LOST, Reason.TOO_LARGE)) {
      assertThat(reading(STANDARD).read(new HttpOutcome.Failed(new CallFailure(reason, null), true))).isInstanceOf(
        Ambiguous.class
      );
    }
  }

  @Test
  @Tag("promise-4")
  void noTextContainsASecretOfTheRequestOrTheResponse() {
    String description = "wrong secret " + SECRET;
    assertThat(read(STANDARD, 400, "{\"error\":\"x\",\"error_description\":\"" + description + "\"}")).isEqualTo(
      new Rejected("x", null)
    );
    assertThat(read(STANDARD, 400, "{\"error\":\"" + SECRET + "\"}").toString()).doesNotContain(SECRET);
    Tokens tokens = tokens(
      Vendors.SLACK,
      """
      {"ok":true,"authed_user":{"id":"xoxp-user-1","access_token":"xoxp-user-1","scope":"a xoxp-user-1 canary-7f3a9c1e5b",
       "token_type":"canary-7f3a9c1e5b"}}"""
    );
    assertThat(tokens.toString()).doesNotContain("xoxp-user-1", SECRET);
    assertThat(tokens.account()).isNull();
  }

  private static @Nullable Instant expiring(VendorOAuth vendor, String literal) {
    return tokens(vendor, "{\"access_token\":\"a-1\",\"expires_in\":" + literal + "}").expiresAt();
  }

  private static @Nullable Duration busy(String retryAfter) {
    HttpOutcome answer = new HttpOutcome.Answer(429, Map.of("retry-after", List.of(retryAfter)), new byte[0]);
    return ((Transient) reading(STANDARD).read(answer)).retryAfter();
  }

  private static Tokens tokens(VendorOAuth vendor, String body) {
    return (Tokens) read(vendor, 200, body);
  }

  private static TokenResult read(VendorOAuth vendor, int status, String body) {
    return reading(vendor).read(new HttpOutcome.Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)));
  }

  private static TokenReading reading(VendorOAuth vendor) {
    return new TokenReading(vendor, "client", List.of("asked"), SENT, EchoGuard.of(Secret.ofText(SECRET)));
  }

  private static String jwt(String claims) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return (
      encoder.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8)) +
      "." +
      encoder.encodeToString(claims.getBytes(StandardCharsets.UTF_8)) +
      ".c2ln"
    );
  }
}
