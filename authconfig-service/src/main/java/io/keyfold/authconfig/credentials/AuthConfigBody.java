package io.keyfold.authconfig.credentials;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An auth config, without its value.
 *
 * @param object always {@code provider.auth_config}
 * @param type {@code manual}, {@code oauth_manual}, or {@code oauth_automated} for a user's consent; an OAuth app is
 *     {@code manual}
 * @param source {@code manual}, {@code setup_session} or {@code system}
 * @param user the caller's user whom it belongs to; null: the deployment's own. Also returned as {@code identity_id}
 * @param label tells several credentials of one user apart
 * @param connectionStatus {@code connected}, or {@code needs_reconnect} if only a new consent can repair it
 * @param connectionReason why it must be reconnected: the provider's error code, or {@code outcome_unknown}
 * @param setupSessionId the setup session that produced it last
 * @param currentVersion the version of a typed value that calls use; null for a consent
 * @param grant the consent; null for a typed value
 * @param isDefault whether it is attached to new deployments of its provider
 * @param deployment the only deployment that may use it
 * @param credentials the OAuth app, if it is one or was obtained through one
 * @param authMethod the auth method; null if no version of the provider has it any more
 * @param warnings changes made to the submitted value, in the response to the request; scopes that were not granted
 */
public record AuthConfigBody(
  String object,
  String id,
  String type,
  String source,
  String status,
  boolean isDefault,
  String providerId,
  @Nullable String user,
  @Nullable String identityId,
  @Nullable String label,
  String connectionStatus,
  @Nullable String connectionReason,
  @Nullable String setupSessionId,
  @Nullable String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  Map<String, Object> toolFilter,
  @Nullable DeploymentPreviewBody deployment,
  @Nullable CredentialsBody credentials,
  @Nullable CurrentVersionBody currentVersion,
  @Nullable GrantBody grant,
  @Nullable AuthMethodBody authMethod,
  List<Warning> warnings,
  Instant createdAt,
  Instant updatedAt
) {
  /** {@return the auth config's JSON form} */
  public static AuthConfigBody of(State authConfigs, State deployments, TenantId tenant, AuthConfig config) {
    return of(authConfigs, deployments, tenant, config, null);
  }

  /** {@return the response to a request that sent this value; null if it sent none} */
  static AuthConfigBody of(
    State authConfigs,
    State deployments,
    TenantId tenant,
    AuthConfig config,
    @Nullable SubmittedValue sent
  ) {
    Optional<KnownProvider> provider = CatalogueProjection.provider(deployments, tenant, config.providerId());
    Optional<KnownMethod> method = provider.flatMap(known -> known.method(config.authMethodId()));
    return new AuthConfigBody(
      "provider.auth_config",
      config.id(),
      AuthConfigTypes.type(config),
      AuthConfigTypes.source(config),
      config.status().name().toLowerCase(Locale.ROOT),
      config.tenantDefault(),
      config.providerId(),
      config.owner().user(),
      config.owner().user(),
      config.owner().label(),
      AuthConfigTypes.connectionStatus(config),
      config.grant() == null ? null : config.grant().brokenReason(),
      config.setupSessionId(),
      config.name(),
      config.description(),
      config.metadata(),
      config.toolFilter().render(),
      DeploymentPreviewBody.find(deployments, tenant, config.deploymentId()),
      CredentialsBody.of(authConfigs, tenant, config),
      CurrentVersionBody.of(authConfigs, tenant, config.id()),
      GrantBody.of(config.grant()),
      provider.flatMap(known -> method.map(found -> AuthMethodBody.of(known, found))).orElse(null),
      warnings(config, method, sent),
      config.createdAt(),
      config.updatedAt()
    );
  }

  private static List<Warning> warnings(
    AuthConfig config,
    Optional<KnownMethod> method,
    @Nullable SubmittedValue sent
  ) {
    if (config.grant() != null && !config.grant().scopesMissing().isEmpty()) {
      return List.of(Warning.scopesMissing(config.grant().scopesMissing()));
    }
    return sent == null
      ? List.of()
      : method.map(found -> InjectedProperties.of(found, sent).warnings(sent)).orElse(List.of());
  }
}
