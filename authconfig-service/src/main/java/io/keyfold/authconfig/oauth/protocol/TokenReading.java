package io.keyfold.authconfig.oauth.protocol;

import io.keyfold.authconfig.oauth.TokenResult;
import io.keyfold.authconfig.oauth.VendorText;
import io.keyfold.authconfig.oauth.http.HttpOutcome;
import io.keyfold.authconfig.oauth.vendor.TokenResponseFields;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.vault.Secret;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads token responses as vendors write them, which Nimbus' own parser rejects: numbers as text, tokens in nested
 * objects, errors with status 200, unknown token types.
 *
 * @param vendor where the vendor puts what
 * @param clientId the app's client id
 * @param requested scopes granted if the response names none; null if that is unknown
 * @param sentAt when the request was sent: an expiry time counted from it is never too late
 * @param guard knows the secrets of the request
 */
record TokenReading(
  VendorOAuth vendor,
  String clientId,
  @Nullable List<String> requested,
  Instant sentAt,
  EchoGuard guard
) {
  /** A longer lifetime is a mistake, e.g. a time instead of a duration; it counts as unknown. */
  private static final Duration MAX_LIFETIME = Duration.ofDays(3_660);
  private static final int MAX_SCOPES = 500;
  private static final String BEARER = "Bearer";

  TokenResult read(HttpOutcome outcome) {
    return switch (outcome) {
      case HttpOutcome.Failed failed -> ErrorReading.failed(failed);
      case HttpOutcome.Answer answer -> VendorJson.parse(answer.body())
        .map(json -> read(answer, json))
        .orElseGet(() -> ErrorReading.refused(answer, sentAt, null, null));
    };
  }

  private TokenResult read(HttpOutcome.Answer answer, VendorJson json) {
    TokenResponseFields fields = vendor.tokenResponse();
    String token = json.string(fields.accessToken()).orElse(null);
    if (!answer.success() || token == null || json.isFalse(fields.success())) {
      return ErrorReading.refused(answer, sentAt, code(json), description(json));
    }
    return IdTokens.foreign(json, vendor)
      ? new TokenResult.Rejected(TokenResult.Rejected.ISSUER_MISMATCH, null)
      : tokens(json, token);
  }

  private TokenResult.Tokens tokens(VendorJson json, String token) {
    TokenResponseFields fields = vendor.tokenResponse();
    Secret access = Secret.ofText(token);
    Secret refresh = json.string(fields.refreshToken()).map(Secret::ofText).orElse(null);
    EchoGuard all = guard.and(access, refresh);
    Duration lifetime = lifetime(json, fields.expiresIn()).orElse(vendor.lifetimes().accessToken());
    Duration idle = lifetime(json, fields.refreshExpiresIn()).orElse(vendor.lifetimes().refreshIdle());
    return new TokenResult.Tokens(
      access,
      refresh,
      lifetime == null ? null : sentAt.plus(lifetime),
      idle == null ? null : sentAt.plus(idle),
      scopes(json.at(fields.scope()), all).orElse(requested),
      json
        .string(fields.tokenType())
        .flatMap(all::clean)
        .flatMap(type -> VendorText.line(type, 40))
        .orElse(BEARER),
      new Accounts(vendor, clientId, all).of(json)
    );
  }

  private @Nullable String code(VendorJson json) {
    return json
      .string(vendor.tokenResponse().error())
      .flatMap(guard::clean)
      .map(code -> vendor.errorCodes().getOrDefault(code, code))
      .map(VendorText::code)
      .orElse(null);
  }

  private @Nullable String description(VendorJson json) {
    String text = json.string(vendor.tokenResponse().errorDescription()).orElse(null);
    return VendorText.description(guard.description(text));
  }

  private static Optional<Duration> lifetime(VendorJson json, String pointer) {
    return json
      .number(pointer)
      .filter(seconds -> seconds.signum() > 0)
      .filter(seconds -> seconds.compareTo(BigDecimal.valueOf(MAX_LIFETIME.toSeconds())) <= 0)
      .map(seconds -> Duration.ofSeconds(seconds.longValue()))
      .filter(Duration::isPositive);
  }

  /** An empty text grants nothing beyond the request's defaults, so it counts as absent, as vendors mean it. */
  private static Optional<List<String>> scopes(JsonNode node, EchoGuard guard) {
    List<String> texts = node.isArray()
      ? StreamSupport.stream(node.spliterator(), false).filter(JsonNode::isString).map(JsonNode::asString).toList()
      : List.of(node.isString() ? node.asString().split("[ ,]+") : new String[0]);
    List<String> scopes = texts
      .stream()
      .filter(text -> !text.isEmpty())
      .flatMap(text -> guard.clean(text).stream())
      .flatMap(text -> VendorText.line(text, 200).stream())
      .distinct()
      .limit(MAX_SCOPES)
      .toList();
    return scopes.isEmpty() ? Optional.empty() : Optional.of(scopes);
  }
}
