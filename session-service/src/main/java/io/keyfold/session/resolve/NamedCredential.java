package io.keyfold.session.resolve;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.AuthConfig;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The auth config that a session provider names. It must belong to the session's user or to no user. Another user's
 * auth config is reported like a missing one, so that its existence is not disclosed.
 */
final class NamedCredential {

  private NamedCredential() {}

  static Choice choose(
    State credentials,
    TenantId tenant,
    Deployment deployment,
    PublishedProvider provider,
    @Nullable String user,
    String named
  ) {
    AuthConfig config = credentials.find(AuthConfig.key(tenant, named)).orElse(null);
    if (config == null || !config.owner().visibleTo(user)) {
      return refused(ErrorCode.NOT_FOUND, named, "No provider.auth_config with this id");
    }
    if (config.archived()) {
      return refused(ErrorCode.USE_AFTER_DELETE, named, "The auth config is archived");
    }
    if (!config.providerId().equals(deployment.providerId())) {
      return refused(ErrorCode.PROVIDER_MISMATCH, named, "The auth config is for another provider");
    }
    if (config.deploymentId() != null && !config.deploymentId().equals(deployment.id())) {
      return refused(ErrorCode.PROVIDER_MISMATCH, named, "The auth config is bound to another deployment");
    }
    if (provider.methods().isEmpty()) {
      return refused(ErrorCode.AUTHENTICATION_NOT_SUPPORTED, named, "The provider does not use credentials");
    }
    return switch (config.use()) {
      case CREDENTIAL, GRANT -> notAllowed(deployment, config).orElseGet(() ->
        new Choice.Chosen(config, Reason.NAMED_BY_SESSION)
      );
      case OAUTH_APP -> refused(ErrorCode.AUTHENTICATION_REQUIRED, named, OwnCredential.CONNECT);
      case UNKNOWN -> refused(ErrorCode.AUTHENTICATION_NOT_SUPPORTED, named, "The auth config is of an unknown kind");
    };
  }

  private static Optional<Choice> notAllowed(Deployment deployment, AuthConfig config) {
    boolean own = config.owner().user() == null;
    if (own && !deployment.credentials().allowsOwn()) {
      return Optional.of(
        refused(
          ErrorCode.PROVIDER_MISMATCH,
          config.id(),
          "The auth config belongs to no user, and the deployment uses only the credentials of users"
        )
      );
    }
    if (!own && !deployment.credentials().allowsUsers()) {
      return Optional.of(
        refused(
          ErrorCode.PROVIDER_MISMATCH,
          config.id(),
          "The auth config belongs to a user, and the deployment uses only its own credentials"
        )
      );
    }
    return Optional.empty();
  }

  private static Choice refused(ErrorCode code, String named, String message) {
    return Choice.Refused.ofAuthConfig(code, named, message, null);
  }
}
