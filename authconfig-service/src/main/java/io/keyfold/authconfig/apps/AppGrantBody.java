package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.model.AuthConfig;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A grant that depends on an OAuth app.
 *
 * @param object always {@code provider.auth_credentials.grant}
 * @param id id of the auth config
 * @param user the user whom it belongs to
 * @param version version of the app's secret that its refreshes use; null if unknown
 * @param outdated whether that is not the current version
 * @param needsReconnect whether only a new consent can repair it
 */
record AppGrantBody(
  String object,
  String id,
  @Nullable String user,
  @Nullable String providerDeploymentId,
  @Nullable Long version,
  boolean outdated,
  boolean needsReconnect,
  Instant createdAt
) {
  static AppGrantBody of(AuthConfig config, @Nullable Long version, long current) {
    return new AppGrantBody(
      "provider.auth_credentials.grant",
      config.id(),
      config.owner().user(),
      config.deploymentId(),
      version,
      version != null && version != current,
      config.grant() != null && config.grant().needsReconnect(),
      config.createdAt()
    );
  }
}
