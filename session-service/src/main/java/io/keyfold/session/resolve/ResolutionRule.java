package io.keyfold.session.resolve;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.Attachment;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.Binding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a deployment's credential: the auth config named by the session provider, else the newest active one bound to
 * the deployment, else the attached default, else none if the provider has no auth methods.
 *
 * <p>Pure. It reads the state of one tenant only, so it cannot choose another tenant's credential. A named auth config
 * that is not usable is an error and never falls back to another one: the caller chose whose account is used.
 */
public final class ResolutionRule {

  private static final String CONNECT =
    "This deployment has an OAuth app but no connected user: connect a user before calling its tools";

  private ResolutionRule() {}

  /**
   * {@return the chosen credential, or why there is none}
   *
   * @param credentials folded auth configs
   * @param named the auth config named by the session provider
   */
  public static Choice choose(
    State credentials,
    TenantId tenant,
    Deployment deployment,
    PublishedProvider provider,
    @Nullable String named
  ) {
    if (deployment.archived()) {
      return refused(ErrorCode.USE_AFTER_DELETE, "The deployment is archived", "provider.deployment", deployment.id());
    }
    if (named != null) {
      return named(credentials, tenant, deployment, provider, named);
    }
    if (provider.methods().isEmpty()) {
      return new Choice.NoneNeeded();
    }
    List<AuthConfig> bound = bound(credentials, tenant, deployment);
    for (AuthConfig config : bound) {
      if (config.use() == AuthConfig.Use.CREDENTIAL) {
        return new Choice.Chosen(config, Reason.BOUND_TO_DEPLOYMENT);
      }
    }
    AuthConfig attached = attached(credentials, tenant, deployment);
    if (attached != null && attached.use() == AuthConfig.Use.CREDENTIAL) {
      return new Choice.Chosen(attached, Reason.ATTACHED_DEFAULT);
    }
    boolean app = attached != null && attached.use() == AuthConfig.Use.OAUTH_APP;
    if (app || bound.stream().anyMatch(config -> config.use() == AuthConfig.Use.OAUTH_APP)) {
      return refused(ErrorCode.AUTHENTICATION_REQUIRED, CONNECT, "provider.deployment", deployment.id());
    }
    return refused(
      ErrorCode.AUTH_CONFIG_REQUIRED,
      "This deployment has no auth config: create an auth config with its provider_deployment_id",
      "provider.deployment",
      deployment.id()
    );
  }

  private static Choice named(
    State credentials,
    TenantId tenant,
    Deployment deployment,
    PublishedProvider provider,
    String named
  ) {
    AuthConfig config = credentials.find(AuthConfig.key(tenant, named)).orElse(null);
    if (config == null) {
      return about(ErrorCode.NOT_FOUND, "No provider.auth_config with this id", named);
    }
    if (config.archived()) {
      return about(ErrorCode.USE_AFTER_DELETE, "The auth config is archived", named);
    }
    if (!config.providerId().equals(deployment.providerId())) {
      return about(ErrorCode.PROVIDER_MISMATCH, "The auth config is for another provider", named);
    }
    if (config.deploymentId() != null && !config.deploymentId().equals(deployment.id())) {
      return about(ErrorCode.PROVIDER_MISMATCH, "The auth config is bound to another deployment", named);
    }
    if (provider.methods().isEmpty()) {
      return about(ErrorCode.AUTHENTICATION_NOT_SUPPORTED, "The provider does not use credentials", named);
    }
    return switch (config.use()) {
      case CREDENTIAL -> new Choice.Chosen(config, Reason.NAMED_BY_SESSION);
      case OAUTH_APP -> about(ErrorCode.AUTHENTICATION_REQUIRED, CONNECT, named);
      case UNKNOWN -> about(ErrorCode.AUTHENTICATION_NOT_SUPPORTED, "The auth config is of an unknown kind", named);
    };
  }

  private static List<AuthConfig> bound(State credentials, TenantId tenant, Deployment deployment) {
    List<AuthConfig> bound = new ArrayList<>();
    credentials.scan(Binding.of(tenant, deployment.id()), (id, binding) -> {
      credentials
        .find(AuthConfig.key(tenant, binding.authConfigId()))
        .filter(c -> usable(c, deployment))
        .ifPresent(bound::add);
      return bound.isEmpty() || bound.getLast().use() != AuthConfig.Use.CREDENTIAL;
    });
    return bound;
  }

  private static @Nullable AuthConfig attached(State credentials, TenantId tenant, Deployment deployment) {
    String id = credentials.find(Attachment.key(tenant, deployment.id())).map(Attachment::authConfigId).orElse(null);
    return id == null
      ? null
      : credentials
          .find(AuthConfig.key(tenant, id))
          .filter(config -> usable(config, deployment))
          .orElse(null);
  }

  private static boolean usable(AuthConfig config, Deployment deployment) {
    boolean bound = config.deploymentId() == null || config.deploymentId().equals(deployment.id());
    return !config.archived() && bound && config.providerId().equals(deployment.providerId());
  }

  private static Choice about(ErrorCode code, String message, String authConfigId) {
    return refused(code, message, "provider.auth_config", authConfigId);
  }

  private static Choice refused(ErrorCode code, String message, String entity, String id) {
    return new Choice.Refused(code, message, entity, id);
  }
}
