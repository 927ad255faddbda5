package io.keyfold.standalone.sandbox.oauth;

import java.time.Instant;
import java.util.List;

/**
 * What an access token stands for.
 *
 * @param account the user who consented
 * @param scopes granted scopes
 * @param expiresAt when the token expires
 */
public record Access(String account, List<String> scopes, Instant expiresAt) {
  /** Copies the list. */
  public Access {
    scopes = List.copyOf(scopes);
  }
}
