package io.keyfold.deployment.custom;

import io.keyfold.deployment.provider.AuthMethod;
import org.jspecify.annotations.Nullable;

/**
 * A cheap call without side effects that tells whether the vendor accepts a typed credential.
 *
 * @param method HTTP method
 * @param url its URL
 * @param expectedStatus HTTP status when the credential is accepted; 401 and 403 mean that it is not
 * @param okPointer JSON pointer to a member of the response that must be true
 */
record CredentialCheckBody(String method, String url, int expectedStatus, @Nullable String okPointer) {
  /** {@return the body; null without a check} */
  static @Nullable CredentialCheckBody of(AuthMethod.@Nullable Check check) {
    return check == null
      ? null
      : new CredentialCheckBody(check.method(), check.url(), check.expectedStatus(), check.okPointer());
  }
}
