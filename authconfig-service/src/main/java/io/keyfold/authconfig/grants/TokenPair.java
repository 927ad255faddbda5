package io.keyfold.authconfig.grants;

import io.keyfold.platform.vault.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Tokens in plaintext, for one call. Close it after the call.
 *
 * @param access the access token
 * @param refresh the refresh token; null if there is none
 */
public record TokenPair(Secret access, @Nullable Secret refresh) implements AutoCloseable {
  /** Wipes the tokens. */
  @Override
  public void close() {
    access.close();
    if (refresh != null) {
      refresh.close();
    }
  }
}
