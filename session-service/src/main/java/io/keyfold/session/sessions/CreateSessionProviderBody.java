package io.keyfold.session.sessions;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a caller sends to add a provider to a session.
 *
 * @param sessionId the session
 * @param providerDeploymentId the deployment
 * @param providerDeployment older name of the same, as text; an object is refused
 * @param providerConfigId refused: providers take no config
 * @param providerConfig refused: providers take no config
 * @param providerAuthConfigId the auth config; left out, the deployment's own at call time
 * @param providerAuthConfig older name of the same, as text; an object is refused
 * @param sessionTemplateId refused: there are no templates
 * @param toolFilters which tools may be used
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
