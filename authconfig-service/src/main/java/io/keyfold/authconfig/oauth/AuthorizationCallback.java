package io.keyfold.authconfig.oauth;

import io.keyfold.authconfig.oauth.vendor.VendorOAuth;
import io.keyfold.platform.vault.Secret;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the vendor says when it sends the browser back. The caller finds the request by {@code state} first; this checks
 * the rest, {@code iss} (RFC 9207) included.
 */
public sealed interface AuthorizationCallback {
  /** The user consented. */
  record Code(Secret code) implements AuthorizationCallback {}

  /**
   * The user or the vendor refused.
   *
   * @param error the error code, {@link #ACCESS_DENIED} if the user refused
   * @param description the vendor's text, sanitized; null if there is none
   */
  record Refused(String error, @Nullable String description) implements AuthorizationCallback {
    /** The user refused. */
    public static final String ACCESS_DENIED = "access_denied";
  }

  /** The callback is not an answer of this vendor; nothing in it can be believed. */
  record Invalid(Reason reason) implements AuthorizationCallback {}

  /** Why a callback is invalid. */
  enum Reason {
    /** {@code iss} is not the vendor's issuer: another server's answer (mix-up attack). */
    ISSUER_MISMATCH,
    /** {@code iss} is missing although the vendor always sends it. */
    ISSUER_MISSING,
    /** A parameter is repeated, too long, or there is neither a code nor an error. */
    MALFORMED,
  }

  /**
   * {@return what the parameters of a callback say}
   *
   * @param vendor the vendor that the browser was sent to
   * @param parameters the decoded query or form parameters
   */
  static AuthorizationCallback read(VendorOAuth vendor, Map<String, List<String>> parameters) {
    return CallbackReader.read(vendor, parameters);
  }
}
