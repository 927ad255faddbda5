package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.catalogue.KnownOAuth.GrantType;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.vendor.VendorOAuth;

/**
 * Whom to call for a grant, and as which app. Close it after the call.
 *
 * @param vendor the vendor
 * @param grantType how its tokens are obtained
 * @param app the app
 * @param appVersion the version of the app's secret
 * @param outdated whether the app has a newer version
 */
record RefreshTarget(
  VendorOAuth vendor,
  GrantType grantType,
  AppCredentials app,
  long appVersion,
  boolean outdated
) implements AutoCloseable {
  @Override
  public void close() {
    app.close();
  }
}
