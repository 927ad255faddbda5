package io.keyfold.session.sessions;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.toolfilter.ToolFilterParser;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A requested provider of a session, with at least a deployment or an auth config, and not both of auth config and label.
 *
 * @param deploymentId the deployment
 * @param authConfigId the auth config
 * @param authConfigLabel label of the credential of the session's user
 * @param configId the provider config
 * @param toolFilter which tools may be used
 */
record ProviderEntry(
  @Nullable String deploymentId,
  @Nullable String authConfigId,
  @Nullable String authConfigLabel,
  @Nullable String configId,
  ToolFilter toolFilter
) {
  private static final String LABEL = "provider_auth_config_label";

  /**
   * {@return the parsed entry; rejects unsupported fields with the alternative}
   *
   * @param user the session's user; null: none
   * @param path position of the entry in the body
   */
  static ProviderEntry of(ProviderEntryBody body, @Nullable String user, String... path) {
    if (body.sessionTemplateId() != null) {
      throw refuse(
        "Session templates are not supported: list each provider_deployment_id",
        path,
        "session_template_id"
      );
    }
    String deployment = reference(
      body.providerDeploymentId(),
      body.providerDeployment(),
      "Create the deployment with POST /provider-deployments and pass its id as provider_deployment_id",
      path,
      "provider_deployment"
    );
    String authConfig = reference(
      body.providerAuthConfigId(),
      body.providerAuthConfig(),
      "Create the auth config with POST /provider-auth-configs and pass its id as provider_auth_config_id",
      path,
      "provider_auth_config"
    );
    String config = reference(
      body.providerConfigId(),
      body.providerConfig(),
      "Create the config with POST /provider-configs and pass its id as provider_config_id",
      path,
      "provider_config"
    );
    if (deployment == null && authConfig == null) {
      throw ApiException.invalid("required", "Set provider_deployment_id", at(path, "provider_deployment_id"));
    }
    checkLabel(body.providerAuthConfigLabel(), authConfig, user, path);
    return new ProviderEntry(
      deployment,
      authConfig,
      body.providerAuthConfigLabel(),
      config,
      ToolFilterParser.parse(body.toolFilters(), at(path, "tool_filters"))
    );
  }

  private static void checkLabel(
    @Nullable String label,
    @Nullable String authConfig,
    @Nullable String user,
    String[] path
  ) {
    if (label == null) {
      return;
    }
    if (authConfig != null) {
      throw ApiException.invalid(
        "conflict",
        "provider_auth_config_id and provider_auth_config_label both name a credential: set one of them",
        at(path, LABEL)
      );
    }
    if (user == null) {
      throw ApiException.invalid(
        "conflict",
        "provider_auth_config_label names a credential of the session's user, and the session has none",
        at(path, LABEL)
      );
    }
  }

  private static @Nullable String reference(
    @Nullable String id,
    @Nullable JsonNode alias,
    String instead,
    String[] path,
    String field
  ) {
    if (alias == null || alias.isNull()) {
      return id;
    }
    if (!alias.isString()) {
      throw refuse("Nested objects are not supported. " + instead, path, field);
    }
    if (id != null && !id.equals(alias.stringValue())) {
      throw refuse(field + " and " + field + "_id refer to different objects", path, field);
    }
    return alias.stringValue();
  }

  private static ApiException refuse(String message, String[] path, String field) {
    return ApiException.invalid("not_supported", message, at(path, field));
  }

  private static String[] at(String[] path, String field) {
    List<String> at = new ArrayList<>(List.of(path));
    at.add(field);
    return at.toArray(String[]::new);
  }
}
