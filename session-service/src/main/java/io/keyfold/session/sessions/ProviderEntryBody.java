package io.keyfold.session.sessions;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A provider of a new session.
 *
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
record ProviderEntryBody(
  @Nullable String providerDeploymentId,
  @Nullable JsonNode providerDeployment,
  @Nullable String providerConfigId,
  @Nullable JsonNode providerConfig,
  @Nullable String providerAuthConfigId,
  @Nullable JsonNode providerAuthConfig,
  @Nullable String providerAuthConfigLabel,
  @Nullable String sessionTemplateId,
  @Nullable JsonNode toolFilters
) {}
