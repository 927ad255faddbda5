package io.keyfold.authconfig.oauth.vendor;

/**
 * How scopes are written into the authorization URL and separated in token responses.
 *
 * @param name name of the authorization parameter, e.g. Slack's {@code user_scope}; token requests use {@code scope}
 * @param separator between two scopes: a space or a comma. Token responses are split at both.
 */
public record ScopeParameter(String name, String separator) {
  /** {@code scope}, separated by spaces. */
  public static final ScopeParameter STANDARD = new ScopeParameter("scope", " ");

  /** Checks the separator. */
  public ScopeParameter {
    if (name.isBlank() || !(separator.equals(" ") || separator.equals(","))) {
      throw new IllegalArgumentException("scopes are separated by a space or a comma");
    }
  }
}
