package io.keyfold.session.sessions;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to add a provider to a session: the session, and the fields of {@link ProviderEntryBody}.
 *
 * @param sessionId the session
 */
record CreateSessionProviderBody(
  String sessionId,
  @Nullable String providerDeploymentId,
  @Nullable JsonNode providerDeployment,
  @Nullable String providerConfigId,
  @Nullable JsonNode providerConfig,
  @Nullable String providerAuthConfigId,
  @Nullable JsonNode providerAuthConfig,
  @Nullable String sessionTemplateId,
  @Nullable JsonNode toolFilters
) {
  ProviderEntryBody entry() {
    return new ProviderEntryBody(
      providerDeploymentId,
      providerDeployment,
      providerConfigId,
      providerConfig,
      providerAuthConfigId,
      providerAuthConfig,
      sessionTemplateId,
      toolFilters
    );
  }
}
