package io.keyfold.authconfig.credentials;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownMethod;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CredentialKind;
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
 * @param type {@code manual} or {@code oauth_manual}; an OAuth app is {@code manual} and appears in {@code credentials}
 * @param source always {@code manual}
 * @param isDefault whether it is attached to new deployments of its provider
 * @param deployment the only deployment that may use it
 * @param credentials the OAuth app, if it is one
 * @param authMethod the auth method; null if no version of the provider has it any more
 * @param warnings changes made to the submitted value; empty in responses to GET
 */
public record AuthConfigBody(
  String object,
  String id,
  String type,
  String source,
  String status,
  boolean isDefault,
  String providerId,
  @Nullable String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  Map<String, Object> toolFilter,
  @Nullable DeploymentPreviewBody deployment,
  @Nullable CredentialsBody credentials,
  @Nullable AuthMethodBody authMethod,
  List<Warning> warnings,
  Instant createdAt,
  Instant updatedAt
) {
  /** {@return the auth config's JSON form} */
  public static AuthConfigBody of(State deployments, TenantId tenant, AuthConfig config) {
    return of(deployments, tenant, config, null);
  }

  /** {@return the response to a request that sent this value; null if it sent none} */
  static AuthConfigBody of(State deployments, TenantId tenant, AuthConfig config, @Nullable SubmittedValue sent) {
    Optional<KnownProvider> provider = CatalogueProjection.provider(deployments, tenant, config.providerId());
    Optional<KnownMethod> method = provider.flatMap(known -> known.method(config.authMethodId()));
    return new AuthConfigBody(
      "provider.auth_config",
      config.id(),
      config.kind() == CredentialKind.OAUTH_MANUAL ? "oauth_manual" : "manual",
      "manual",
      config.status().name().toLowerCase(Locale.ROOT),
      config.tenantDefault(),
      config.providerId(),
      config.name(),
      config.description(),
      config.metadata(),
      config.toolFilter().render(),
      deployment(deployments, tenant, config.deploymentId()),
      config.kind() == CredentialKind.OAUTH_APP ? CredentialsBody.of(config) : null,
      provider.flatMap(known -> method.map(found -> AuthMethodBody.of(known, found))).orElse(null),
      sent == null
        ? List.of()
        : method.map(found -> InjectedProperties.of(found, sent).warnings(sent)).orElse(List.of()),
      config.createdAt(),
      config.updatedAt()
    );
  }

  private static @Nullable DeploymentPreviewBody deployment(State state, TenantId tenant, @Nullable String id) {
    return id == null
      ? null
      : state.find(CatalogueProjection.deployment(tenant, id)).map(DeploymentPreviewBody::of).orElse(null);
  }
}
