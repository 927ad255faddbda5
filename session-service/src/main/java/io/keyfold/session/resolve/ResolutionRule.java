package io.keyfold.session.resolve;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.AuthConfig;
import java.util.Optional;

/**
 * Chooses the credential of a deployment's call: the auth config that the session provider names, else the credential
 * of the session's user, else the deployment's own, as far as the deployment allows each.
 *
 * <p>Pure. It reads the state of one tenant only, so it cannot choose another tenant's credential. A credential that
 * was named, or that belongs to the session's user and no longer works, is an error and never replaced by another one:
 * it decides whose account is used.
 */
public final class ResolutionRule {

  private ResolutionRule() {}

  /**
   * {@return the chosen credential, or why there is none}
   *
   * @param credentials folded auth configs
   * @param selector the session's user and what the session provider names
   */
  public static Choice choose(
    State credentials,
    TenantId tenant,
    Deployment deployment,
    PublishedProvider provider,
    CredentialSelector selector
  ) {
    if (deployment.archived()) {
      return refused(ErrorCode.USE_AFTER_DELETE, deployment, "The deployment is archived");
    }
    String named = selector.authConfigId();
    if (named != null) {
      return NamedCredential.choose(credentials, tenant, deployment, provider, selector.user(), named);
    }
    if (provider.methods().isEmpty()) {
      return new Choice.NoneNeeded();
    }
    String user = selector.user();
    if (selector.label() != null && (user == null || !deployment.credentials().allowsUsers())) {
      return refused(
        ErrorCode.PROVIDER_MISMATCH,
        deployment,
        "The session provider names a user's credential by its label, and this deployment or session has none of users"
      );
    }
    if (user == null || !deployment.credentials().allowsUsers()) {
      return deployment.credentials().allowsOwn()
        ? OwnCredential.choose(credentials, tenant, deployment).orElseGet(() -> noneOfOwn(deployment))
        : noUser(deployment);
    }
    Optional<Choice> own = UserCredential.choose(credentials, tenant, deployment, user, selector.label());
    if (own.isEmpty() && selector.label() == null && deployment.credentials().allowsOwn()) {
      own = OwnCredential.choose(credentials, tenant, deployment).filter(Choice.Chosen.class::isInstance);
    }
    return own.orElseGet(() -> SetupLinks.connect(credentials, tenant, deployment, user, selector.label()));
  }

  private static Choice noneOfOwn(Deployment deployment) {
    return refused(
      ErrorCode.AUTH_CONFIG_REQUIRED,
      deployment,
      "This deployment has no auth config: create an auth config with its provider_deployment_id"
    );
  }

  private static Choice noUser(Deployment deployment) {
    return Choice.Refused.ofDeployment(
      ErrorCode.AUTHENTICATION_REQUIRED,
      deployment.id(),
      "This deployment uses only the credentials of users, and the session has no user",
      "Create the session with the field user"
    );
  }

  private static Choice refused(ErrorCode code, Deployment deployment, String message) {
    return Choice.Refused.ofDeployment(code, deployment.id(), message, null);
  }
}
