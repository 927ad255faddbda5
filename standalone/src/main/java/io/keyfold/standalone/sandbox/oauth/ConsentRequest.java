package io.keyfold.standalone.sandbox.oauth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An authorization request that waits for the user's decision.
 *
 * @param id names the request in the consent form; used once
 * @param app the app that asks
 * @param redirectUri where the browser goes next
 * @param state returned as it came
 * @param scopes requested scopes
 * @param challenge PKCE challenge (S256)
 */
record ConsentRequest(
  String id,
  SandboxApp app,
  String redirectUri,
  @Nullable String state,
  List<String> scopes,
  String challenge
) {
  ConsentRequest {
    scopes = List.copyOf(scopes);
  }
}
