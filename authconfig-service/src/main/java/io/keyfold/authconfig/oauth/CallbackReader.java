package io.keyfold.authconfig.oauth;

import io.keyfold.authconfig.oauth.AuthorizationCallback.Code;
import io.keyfold.authconfig.oauth.AuthorizationCallback.Invalid;
import io.keyfold.authconfig.oauth.AuthorizationCallback.Reason;
import io.keyfold.authconfig.oauth.AuthorizationCallback.Refused;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.vault.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads callbacks. {@code iss} is checked first: what another server says must not even end the set-up. */
final class CallbackReader {

  private static final int MAX_LENGTH = 4_096;
  private static final List<String> KNOWN = List.of("code", "error", "error_description", "iss", "state");

  private CallbackReader() {}

  static AuthorizationCallback read(VendorOAuth vendor, Map<String, List<String>> parameters) {
    boolean malformed = KNOWN.stream()
      .map(name -> parameters.getOrDefault(name, List.of()))
      .anyMatch(values -> values.size() > 1 || values.stream().anyMatch(value -> value.length() > MAX_LENGTH));
    if (malformed) {
      return new Invalid(Reason.MALFORMED);
    }
    String issuer = vendor.endpoints().issuer();
    String iss = value("iss", parameters);
    if (iss == null && vendor.endpoints().issInCallback()) {
      return new Invalid(Reason.ISSUER_MISSING);
    }
    if (iss != null && issuer != null && !iss.equals(issuer)) {
      return new Invalid(Reason.ISSUER_MISMATCH);
    }
    String error = value("error", parameters);
    if (error != null) {
      return new Refused(VendorText.code(error), VendorText.description(value("error_description", parameters)));
    }
    String code = value("code", parameters);
    return code == null ? new Invalid(Reason.MALFORMED) : new Code(Secret.ofText(code));
  }

  private static @Nullable String value(String name, Map<String, List<String>> parameters) {
    List<String> values = parameters.getOrDefault(name, List.of());
    return values.isEmpty() || values.getFirst().isEmpty() ? null : values.getFirst();
  }
}
