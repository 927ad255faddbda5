package io.keyfold.authconfig.setup.model;

import io.keyfold.authconfig.grants.ConsentedAccount;
import io.keyfold.schema.CredentialKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A credential that waits to be bound to the user. Its sealed value is in {@code authconfig.tokens}.
 *
 * @param attemptId the attempt that produced it
 * @param authMethodId the provider's auth method
 * @param kind OAUTH_AUTOMATED for a consent, MANUAL for a typed credential
 * @param browserHash hash of the secret of the browser that submitted it
 * @param handleHash hash of the one-time value for the redirect or verify URL; null for CONFIRM
 * @param account the account that consented
 * @param scopesRequested the requested scopes
 * @param scopesGranted the granted scopes; empty if the provider did not return them
 * @param fieldsHint names of a typed value's properties as a JSON array
 */
public record Submission(
  String attemptId,
  String authMethodId,
  CredentialKind kind,
  String browserHash,
  @Nullable String handleHash,
  @Nullable ConsentedAccount account,
  List<String> scopesRequested,
  List<String> scopesGranted,
  @Nullable String fieldsHint
) implements Submitted {
  /** Copies the lists. */
  public Submission {
    scopesRequested = List.copyOf(scopesRequested);
    scopesGranted = List.copyOf(scopesGranted);
  }

  /** {@return the requested scopes that the provider did not grant; empty if it did not say} */
  public List<String> missingScopes() {
    return scopesGranted.isEmpty()
      ? List.of()
      : scopesRequested
          .stream()
          .filter(scope -> !scopesGranted.contains(scope))
          .toList();
  }
}
