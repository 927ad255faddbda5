package io.keyfold.authconfig.oauth.protocol;

import com.nimbusds.common.contenttype.ContentType;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.util.URLUtils;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.CallFailure;
import io.keyfold.authconfig.oauth.RevocationResult;
import io.keyfold.authconfig.oauth.VendorText;
import io.keyfold.authconfig.oauth.http.HttpCall;
import io.keyfold.authconfig.oauth.http.HttpOutcome;
import io.keyfold.authconfig.oauth.vendor.Revocation;
import io.keyfold.authconfig.oauth.vendor.Revocation.Authentication;
import io.keyfold.authconfig.oauth.vendor.Revocation.TokenKind;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.vault.Secret;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Revocation by RFC 7009, or by a vendor's own call. */
final class Revocations {

  /** Codes that say the token is not valid any more, which is what a revocation wants. */
  private static final Set<String> GONE = Set.of("invalid_grant", "invalid_token");
  private static final Set<Integer> NO_SUCH_TOKEN = Set.of(404, 410);

  private Revocations() {}

  /** {@return the call that revokes the grant} */
  static HttpCall call(
    AppCredentials app,
    VendorOAuth vendor,
    Revocation revocation,
    Secret access,
    @Nullable Secret refresh
  ) {
    Secret used = revocation.token() == TokenKind.REFRESH && refresh != null ? refresh : access;
    String token = used.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
    String clientId = URLEncoder.encode(app.clientId(), StandardCharsets.UTF_8);
    HTTPRequest request = new HTTPRequest(
      HTTPRequest.Method.valueOf(revocation.method().name()),
      URI.create(revocation.url().replace("{client_id}", clientId))
    );
    Map<String, List<String>> form = new LinkedHashMap<>();
    if (revocation.authentication() != Authentication.BEARER) {
      form.put(revocation.tokenField(), List.of(token));
    }
    if (revocation.authentication() == Authentication.CLIENT) {
      form.put("token_type_hint", List.of(used.equals(access) ? "access_token" : "refresh_token"));
    }
    request.setEntityContentType(ContentType.APPLICATION_URLENCODED);
    request.setBody(URLUtils.serializeParameters(form));
    authenticate(request, app, vendor, revocation.authentication(), token);
    return Calls.of(HttpCall.Operation.REVOKE, request, revocation.body());
  }

  private static void authenticate(
    HTTPRequest request,
    AppCredentials app,
    VendorOAuth vendor,
    Authentication authentication,
    String token
  ) {
    switch (authentication) {
      case CLIENT -> {
        Optional<ClientAuthentication> proof = ClientProofs.of(app, vendor);
        proof.ifPresent(some -> some.applyTo(request));
        ClientProofs.nameClient(request, app, proof);
      }
      case BASIC -> ClientProofs.basic(app).applyTo(request);
      case BEARER -> request.setAuthorization("Bearer " + token);
      case NONE -> {
      }
    }
  }

  /** {@return what the vendor's answer means} */
  static RevocationResult read(
    VendorOAuth vendor,
    Revocation revocation,
    EchoGuard guard,
    HttpOutcome outcome,
    Instant now
  ) {
    return switch (outcome) {
      case HttpOutcome.Failed failed -> new RevocationResult.Transient(failed.failure(), null);
      case HttpOutcome.Answer answer -> answered(vendor, revocation, guard, answer, now);
    };
  }

  private static RevocationResult answered(
    VendorOAuth vendor,
    Revocation revocation,
    EchoGuard guard,
    HttpOutcome.Answer answer,
    Instant now
  ) {
    VendorJson json = VendorJson.parse(answer.body()).orElse(null);
    boolean denied = json != null && json.isFalse(vendor.tokenResponse().success());
    int status = answer.status();
    boolean noSuchToken = revocation.method() == Revocation.Method.DELETE && NO_SUCH_TOKEN.contains(status);
    if ((answer.success() && !denied) || noSuchToken) {
      return new RevocationResult.Revoked();
    }
    String code = json == null ? null : code(vendor, guard, json);
    if (code != null && GONE.contains(code)) {
      return new RevocationResult.Revoked();
    }
    if (status >= 500 || status == 429 || status == 408) {
      CallFailure failure = new CallFailure(CallFailure.Reason.ERROR_STATUS, status);
      return new RevocationResult.Transient(failure, ErrorReading.retryAfter(answer, now).orElse(null));
    }
    String text = json == null ? null : json.string(vendor.tokenResponse().errorDescription()).orElse(null);
    return new RevocationResult.Rejected(
      code == null ? "http_" + status : code,
      VendorText.description(guard.description(text))
    );
  }

  private static @Nullable String code(VendorOAuth vendor, EchoGuard guard, VendorJson json) {
    return json
      .string(vendor.tokenResponse().error())
      .flatMap(guard::clean)
      .map(code -> vendor.errorCodes().getOrDefault(code, code))
      .map(VendorText::code)
      .orElse(null);
  }
}
