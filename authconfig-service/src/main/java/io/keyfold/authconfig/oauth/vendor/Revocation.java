package io.keyfold.authconfig.oauth.vendor;

/**
 * How a vendor revokes tokens: RFC 7009, or a call of its own.
 *
 * @param url the URL; {@code {client_id}} in it is replaced
 * @param method POST or DELETE
 * @param body format of the body
 * @param tokenField the body's field that contains the token; RFC 7009 says {@code token}
 * @param authentication how the call authenticates
 * @param token the token that the call needs; revoking it ends the grant
 */
public record Revocation(
  String url,
  Method method,
  BodyFormat body,
  String tokenField,
  Authentication authentication,
  TokenKind token
) {
  /** {@return revocation by RFC 7009: the refresh token, if there is one, else the access token} */
  public static Revocation rfc7009(String url) {
    return new Revocation(url, Method.POST, BodyFormat.FORM, "token", Authentication.CLIENT, TokenKind.REFRESH);
  }

  /** The HTTP method. */
  public enum Method {
    POST,
    DELETE,
  }

  /** How the call authenticates. */
  public enum Authentication {
    /** As at the token endpoint. */
    CLIENT,
    /** Client id and secret in the {@code Authorization} header, e.g. GitHub. */
    BASIC,
    /** The token itself in the {@code Authorization} header, e.g. Slack; the body does not contain it. */
    BEARER,
    /** None but the token, e.g. Google. */
    NONE,
  }

  /** Kinds of tokens (RFC 7009 section 2.1). */
  public enum TokenKind {
    ACCESS,
    /** The refresh token; the access token if there is none. */
    REFRESH,
  }
}
