package io.keyfold.session.resolve;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.credentials.Attachment;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A deployment's own credential, which belongs to no user: the newest active one bound to it, else the attached
 * default.
 */
final class OwnCredential {

  static final String CONNECT =
    "This deployment has an OAuth app but no connected user: connect a user before calling its tools";

  private OwnCredential() {}

  /** {@return the choice; empty if the deployment has neither a credential nor an OAuth app} */
  static Optional<Choice> choose(State credentials, TenantId tenant, Deployment deployment) {
    List<AuthConfig> bound = bound(credentials, tenant, deployment);
    Optional<AuthConfig> attached = attached(credentials, tenant, deployment);
    return authenticating(bound)
      .<Choice>map(config -> new Choice.Chosen(config, Reason.BOUND_TO_DEPLOYMENT))
      .or(() ->
        authenticating(attached.stream().toList()).map(config -> new Choice.Chosen(config, Reason.ATTACHED_DEFAULT))
      )
      .or(() ->
        hasApp(bound) || hasApp(attached.stream().toList())
          ? Optional.of(
              Choice.Refused.ofDeployment(
                ErrorCode.AUTHENTICATION_REQUIRED,
                deployment.id(),
                CONNECT,
                "Create the session with the field user, and connect that user with POST /provider-setup-sessions"
              )
            )
          : Optional.empty()
      );
  }

  private static Optional<AuthConfig> authenticating(List<AuthConfig> configs) {
    return configs
      .stream()
      .filter(config -> config.use().authenticates())
      .findFirst();
  }

  private static boolean hasApp(List<AuthConfig> configs) {
    return configs.stream().anyMatch(config -> config.use() == AuthConfig.Use.OAUTH_APP);
  }

  /** Newest first, up to the first that authenticates. */
  private static List<AuthConfig> bound(State credentials, TenantId tenant, Deployment deployment) {
    List<AuthConfig> bound = new ArrayList<>();
    credentials.scan(Binding.of(tenant, deployment.id()), (id, binding) -> {
      credentials
        .find(AuthConfig.key(tenant, binding.authConfigId()))
        .filter(config -> usable(config, deployment))
        .ifPresent(bound::add);
      return bound.isEmpty() || !bound.getLast().use().authenticates();
    });
    return bound;
  }

  private static Optional<AuthConfig> attached(State credentials, TenantId tenant, Deployment deployment) {
    return credentials
      .find(Attachment.key(tenant, deployment.id()))
      .flatMap(attachment -> Optional.ofNullable(attachment.authConfigId()))
      .flatMap(id -> credentials.find(AuthConfig.key(tenant, id)))
      .filter(config -> usable(config, deployment));
  }

  private static boolean usable(AuthConfig config, Deployment deployment) {
    return config.owner().user() == null && config.usableBy(deployment.id(), deployment.providerId());
  }
}
