package io.keyfold.session.tokens;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import org.jspecify.annotations.Nullable;

/** Errors of a grant without a usable access token. */
final class TokenErrors {

  static final String ENTITY = "provider.auth_config";

  private TokenErrors() {}

  static ApiException archived(String authConfigId) {
    return ApiException.about(ErrorCode.USE_AFTER_DELETE, ENTITY, authConfigId, "The auth config is archived");
  }

  /** Only its user can repair the grant. */
  static ApiException mustReconnect(String authConfigId) {
    return ApiException.about(
      ErrorCode.AUTHENTICATION_REQUIRED,
      ENTITY,
      authConfigId,
      "The provider no longer accepts this credential: its user must reconnect",
      reconnect(authConfigId)
    );
  }

  /** The tokens have no refresh token. */
  static ApiException expired(String authConfigId) {
    return ApiException.about(
      ErrorCode.AUTHENTICATION_EXPIRED,
      ENTITY,
      authConfigId,
      "The access token is no longer valid and cannot be refreshed: its user must reconnect",
      reconnect(authConfigId)
    );
  }

  static ApiException refreshFailed(String authConfigId, @Nullable String code) {
    return ApiException.about(
      ErrorCode.OAUTH_TOKEN_REFRESH_FAILED,
      ENTITY,
      authConfigId,
      "The access token has expired, and its refresh failed" + (code == null ? "" : " (" + code + ")"),
      "Retry later: the refresh is repeated in the background and with each request"
    );
  }

  private static String reconnect(String authConfigId) {
    return (
      "Create a link with POST /provider-setup-sessions {\"provider_auth_config_id\":\"" +
      authConfigId +
      "\"} and send the user there"
    );
  }
}
