package io.keyfold.authconfig.apps.model;

import io.keyfold.authconfig.versions.CredentialVersion;

/**
 * A version of an app's secret that is not erased. Grants keep using the version that obtained them while it is usable.
 *
 * @param version the version
 * @param secret its secret
 */
public record AppVersion(CredentialVersion version, AppSecret secret) {
  /** {@return version number, from 1} */
  public long number() {
    return version.number();
  }

  /** {@return the provider's id of the app} */
  public String clientId() {
    return secret.clientId();
  }
}
