package io.keyfold.session.resolve;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.setups.PendingSetup;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Errors that a user resolves by following a link. The hint names the pending setup session of that user, else the
 * request that creates one. It contains neither the link, whose secret is for that user only, nor the user's id.
 */
final class SetupLinks {

  private SetupLinks() {}

  static Choice.Refused connect(
    State state,
    TenantId tenant,
    Deployment deployment,
    String user,
    @Nullable String label
  ) {
    String create =
      "Create a link with POST /provider-setup-sessions {\"provider_deployment_id\":\"" +
      deployment.id() +
      "\",\"user\":...}" +
      (label == null ? "" : ", with the session provider's label,") +
      " and send the user there";
    return Choice.Refused.ofDeployment(
      ErrorCode.AUTHENTICATION_REQUIRED,
      deployment.id(),
      label == null
        ? "The session's user has no credential for the deployment"
        : "The session's user has no credential with this label for the deployment",
      PendingSetup.connecting(state, tenant, deployment.id(), user, label)
        .or(() -> PendingSetup.connecting(state, tenant, deployment.providerId(), user, label))
        .map(SetupLinks::pending)
        .orElse(create)
    );
  }

  /** {@return the error of missing settings; the user, or without one the tenant, provides them} */
  static Choice.Refused configure(State state, TenantId tenant, Deployment deployment, @Nullable String user) {
    boolean own = user != null && deployment.credentials().allowsUsers();
    String create = own
      ? "Create a link with POST /provider-setup-sessions {\"provider_deployment_id\":\"" +
        deployment.id() +
        "\",\"user\":...} and send the user there"
      : "Create settings with POST /provider-configs {\"provider_deployment_id\":\"" +
        deployment.id() +
        "\",\"value\":...}";
    return Choice.Refused.ofDeployment(
      ErrorCode.CONFIG_REQUIRED,
      deployment.id(),
      own
        ? "The provider needs settings, and neither the session's user nor the deployment has any"
        : "The provider needs settings, and the deployment has none",
      Optional.ofNullable(user)
        .filter(someone -> own)
        .flatMap(someone ->
          PendingSetup.configuring(state, tenant, deployment.id(), someone).or(() ->
            PendingSetup.configuring(state, tenant, deployment.providerId(), someone)
          )
        )
        .map(SetupLinks::pending)
        .orElse(create)
    );
  }

  static Choice.Refused reconnect(State state, TenantId tenant, AuthConfig config) {
    String user = config.owner().user();
    String scope = config.deploymentId() == null ? config.providerId() : config.deploymentId();
    return Choice.Refused.ofAuthConfig(
      ErrorCode.AUTHENTICATION_REQUIRED,
      config.id(),
      "The provider no longer accepts this credential: its user must reconnect",
      Optional.ofNullable(user)
        .flatMap(owner -> PendingSetup.reconnecting(state, tenant, scope, owner, config.id()))
        .map(SetupLinks::pending)
        .orElse(
          "Create a link with POST /provider-setup-sessions {\"provider_auth_config_id\":\"" +
            config.id() +
            "\"} and send the user there"
        )
    );
  }

  private static String pending(String setupSessionId) {
    return (
      "The user has an open setup session: send the user to the url of GET /provider-setup-sessions/" + setupSessionId
    );
  }
}
