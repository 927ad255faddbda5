package io.keyfold.standalone.sandbox.oauth;

import java.util.List;
import java.util.Map;

/**
 * The answer of the token endpoint.
 *
 * @param accessToken the access token
 * @param refreshToken the refresh token, to be used once
 * @param expiresIn lifetime of the access token in seconds
 * @param scopes granted scopes
 */
record TokenPair(String accessToken, String refreshToken, long expiresIn, List<String> scopes) {
  Map<String, Object> body() {
    return Map.of(
      "access_token",
      accessToken,
      "token_type",
      "Bearer",
      "expires_in",
      expiresIn,
      "refresh_token",
      refreshToken,
      "scope",
      String.join(" ", scopes)
    );
  }
}
