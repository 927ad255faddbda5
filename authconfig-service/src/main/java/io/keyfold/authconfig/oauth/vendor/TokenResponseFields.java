package io.keyfold.authconfig.oauth.vendor;

import org.jspecify.annotations.Nullable;

/**
 * JSON pointers (RFC 6901) of the fields of a token response. A pointer to nothing means the field is absent.
 *
 * <p>A response without an access token but with an error code is an error whatever its status: GitHub answers errors
 * with status 200.
 *
 * @param accessToken the access token, e.g. {@code /authed_user/access_token} for Slack's user token
 * @param refreshToken the refresh token
 * @param expiresIn lifetime of the access token in seconds, a number or a string
 * @param refreshExpiresIn lifetime of the refresh token in seconds; not standard
 * @param scope granted scopes, separated by spaces or commas, or an array
 * @param tokenType the token type
 * @param error the error code
 * @param errorDescription text for developers
 * @param success a boolean that is false if the response is an error, e.g. Slack's {@code /ok}; null if there is none
 */
public record TokenResponseFields(
  String accessToken,
  String refreshToken,
  String expiresIn,
  String refreshExpiresIn,
  String scope,
  String tokenType,
  String error,
  String errorDescription,
  @Nullable String success
) {
  /** The names of RFC 6749, at the top level. */
  public static final TokenResponseFields STANDARD = new TokenResponseFields(
    "/access_token",
    "/refresh_token",
    "/expires_in",
    "/refresh_token_expires_in",
    "/scope",
    "/token_type",
    "/error",
    "/error_description",
    null
  );
}
