package io.keyfold.session.sessions;

import io.keyfold.session.configs.ProviderConfig;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A provider of a session.
 *
 * @param object always {@code session.provider}
 * @param config the provider config that calls currently use; null if the provider needs none
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
  @Nullable ConfigPreview config,
  @Nullable AuthConfigPreview authConfig,
  Instant createdAt,
  Instant updatedAt
) {
  /**
   * A provider config as embedded in other objects.
   *
   * @param object always {@code provider.config#preview}
   */
  record ConfigPreview(
    String object,
    String id,
    @Nullable String name,
    String providerId,
    Instant createdAt,
    Instant updatedAt
  ) {
    static ConfigPreview of(ProviderConfig config) {
      return new ConfigPreview(
        "provider.config#preview",
        config.id(),
        config.name(),
        config.providerId(),
        config.createdAt(),
        config.updatedAt()
      );
    }
  }

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
