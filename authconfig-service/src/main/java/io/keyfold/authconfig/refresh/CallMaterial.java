package io.keyfold.authconfig.refresh;

import io.keyfold.platform.vault.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What a call needs, opened. Close it after the call.
 *
 * @param target vendor and app
 * @param refreshToken the refresh token; null if there is none
 */
record CallMaterial(RefreshTarget target, @Nullable Secret refreshToken) implements AutoCloseable {
  @Override
  public void close() {
    target.close();
    if (refreshToken != null) {
      refreshToken.close();
    }
  }
}
