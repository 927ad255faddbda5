package io.keyfold.standalone.sandbox.oauth;

import java.util.List;

/**
 * An app that a company registers, as in a vendor's console.
 *
 * @param name what the consent page shows
 * @param clientId its id
 * @param clientSecret its secret
 * @param redirectUris where the browser may be sent back to; compared exactly
 */
public record SandboxApp(String name, String clientId, String clientSecret, List<String> redirectUris) {
  /** Copies the list. */
  public SandboxApp {
    redirectUris = List.copyOf(redirectUris);
  }

  /** Does not print the secret. */
  @Override
  public String toString() {
    return "SandboxApp[" + name + ", " + clientId + "]";
  }
}
