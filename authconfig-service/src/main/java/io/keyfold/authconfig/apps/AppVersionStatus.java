package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.versions.CredentialVersion;
import java.time.Instant;
import java.util.Locale;

/** The status of a version in responses. */
final class AppVersionStatus {

  private AppVersionStatus() {}

  /** {@return the status; the secrets of an archived app are erased} */
  static String of(OAuthApp app, CredentialVersion version, Instant now) {
    CredentialVersion.Status status = app.archived()
      ? CredentialVersion.Status.RETIRED
      : app.versions().status(version, now);
    return status.name().toLowerCase(Locale.ROOT);
  }
}
