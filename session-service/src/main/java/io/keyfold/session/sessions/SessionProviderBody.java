package io.keyfold.session.sessions;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider of a session.
 *
 * @param object always {@code session.provider}
 * @param config always null: providers have no config
 * @param providerAuthConfigLabel label of the user's credential that it names
 * @param authConfig the auth config that calls currently use
 */
record SessionProviderBody(
  String object,
  String id,
  String status,
  UsageBody usage,
  Map<String, Object> toolFilter,
  String tag,
  @Nullable String providerAuthConfigLabel,
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
   * An auth config as embedded in other objects.
   *
   * @param object always {@code provider.auth_config#preview}
   */
  record AuthConfigPreview(String object, String id) {
    static AuthConfigPreview of(String id) {
      return new AuthConfigPreview("provider.auth_config#preview", id);
    }
  }
}
