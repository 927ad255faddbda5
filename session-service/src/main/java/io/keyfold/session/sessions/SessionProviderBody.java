package io.keyfold.session.sessions;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session's provider on the wire.
 *
 * @param object always {@code session.provider}
 * @param config null: providers take no config
 * @param authConfig the auth config that calls are made with now
 */
record SessionProviderBody(
  String object,
  String id,
  String status,
  UsageBody usage,
  Map<String, Object> toolFilter,
  String tag,
  String providerId,
  String sessionId,
  @Nullable String fromTemplateId,
  @Nullable String fromTemplateProviderId,
  @Nullable DeploymentPreview deployment,
  @Nullable Object config,
  @Nullable AuthConfigPreview authConfig,
  Instant createdAt,
  Instant updatedAt
) {
  /**
   * An auth config as other objects show it.
   *
   * @param object always {@code provider.auth_config#preview}
   */
  record AuthConfigPreview(String object, String id) {
    static AuthConfigPreview of(String id) {
      return new AuthConfigPreview("provider.auth_config#preview", id);
    }
  }
}
