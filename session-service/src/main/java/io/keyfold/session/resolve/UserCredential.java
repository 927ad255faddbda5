package io.keyfold.session.resolve;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.UserBinding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The credential of a user for a deployment. Those bound to the deployment come before those for the provider. Of
 * several, the session provider names one by its label; none is chosen by recency.
 */
final class UserCredential {

  private UserCredential() {}

  /** {@return the choice; empty if the user has no such credential} */
  static Optional<Choice> choose(
    State credentials,
    TenantId tenant,
    Deployment deployment,
    String user,
    @Nullable String label
  ) {
    List<AuthConfig> found = in(credentials, tenant, deployment, deployment.id(), user, label);
    Reason reason = Reason.USER_OF_DEPLOYMENT;
    if (found.isEmpty()) {
      found = in(credentials, tenant, deployment, deployment.providerId(), user, label);
      reason = Reason.USER_OF_PROVIDER;
    }
    if (found.size() > 1) {
      return Optional.of(ambiguous(deployment));
    }
    Reason why = label == null ? reason : Reason.USER_LABEL;
    return found
      .stream()
      .findFirst()
      .<Choice>map(config -> new Choice.Chosen(config, why));
  }

  private static Choice ambiguous(Deployment deployment) {
    return Choice.Refused.ofDeployment(
      ErrorCode.AMBIGUOUS,
      deployment.id(),
      "The session's user has several credentials for the deployment",
      "Name one in the session provider: provider_auth_config_label or provider_auth_config_id"
    );
  }

  /** At most two: more make no difference. */
  private static List<AuthConfig> in(
    State credentials,
    TenantId tenant,
    Deployment deployment,
    String scope,
    String user,
    @Nullable String label
  ) {
    List<AuthConfig> found = new ArrayList<>();
    credentials.scan(UserBinding.of(tenant, scope, user), (id, binding) -> {
      credentials
        .find(AuthConfig.key(tenant, binding.authConfigId()))
        .filter(config -> config.usableBy(deployment.id(), deployment.providerId()))
        .filter(config -> config.owner().is(user) && config.use().authenticates())
        .filter(config -> label == null || label.equals(config.owner().label()))
        .ifPresent(found::add);
      return found.size() < 2;
    });
    return found;
  }
}
