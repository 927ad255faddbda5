package io.keyfold.authconfig.oauth;

import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.platform.vault.Secret;
import org.jspecify.annotations.Nullable;

/**
 * What an OAuth app proves itself with, opened for one call. Prints no secret. Close it after the call.
 *
 * @param clientId the client id
 * @param clientSecret the client secret; null for a public client or a private key
 * @param privateKey a private key as a JSON Web Key, for {@code private_key_jwt}; null if there is none
 * @param authentication how this app authenticates; null means the vendor's usual way
 * @param issuer the issuer that the app was registered with, which is the only one it may be used with; null if the
 *     vendor has none
 */
public record AppCredentials(
  String clientId,
  @Nullable Secret clientSecret,
  @Nullable Secret privateKey,
  @Nullable ClientAuthentication authentication,
  @Nullable String issuer
) implements AutoCloseable {
  /** {@return an app with a client secret, registered with a vendor of the catalogue} */
  public static AppCredentials of(String clientId, Secret clientSecret) {
    return new AppCredentials(clientId, clientSecret, null, null, null);
  }

  /** Wipes the secrets. */
  @Override
  public void close() {
    if (clientSecret != null) {
      clientSecret.close();
    }
    if (privateKey != null) {
      privateKey.close();
    }
  }
}
