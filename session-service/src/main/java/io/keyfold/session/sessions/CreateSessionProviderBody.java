package io.keyfold.session.sessions;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Request to add a provider to a session.
 *
 * @param sessionId the session
 * @param providerDeploymentId the deployment
 * @param providerDeployment older name of {@code provider_deployment_id}; objects are rejected
 * @param providerConfigId the provider config; if omitted, the user's or the deployment's at call time
 * @param providerConfig not supported: create the config with {@code POST /provider-configs}
 * @param providerAuthConfigId the auth config; if omitted, the deployment's own at call time
 * @param providerAuthConfig older name of {@code provider_auth_config_id}; objects are rejected
 * @param providerAuthConfigLabel label of the credential of the session's user, if the user has several
 * @param sessionTemplateId not supported: there are no session templates
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
  @Nullable String providerAuthConfigLabel,
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
      providerAuthConfigLabel,
      sessionTemplateId,
      toolFilters
    );
  }
}
