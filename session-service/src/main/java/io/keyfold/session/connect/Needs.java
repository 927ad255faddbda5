package io.keyfold.session.connect;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.schema.SetupSessionType;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.resolve.Choice;
import io.keyfold.session.resolve.CredentialSelector;
import io.keyfold.session.resolve.ResolutionRule;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what a user must connect. Pure. */
final class Needs {

  private static final Set<ErrorCode> CODES = Set.of(
    ErrorCode.AUTHENTICATION_REQUIRED,
    ErrorCode.AUTHENTICATION_EXPIRED,
    ErrorCode.PROVIDER_REFUSED_CREDENTIAL,
    ErrorCode.CONFIG_REQUIRED
  );

  private Needs() {}

  /** {@return whether a user may be able to resolve the error by connecting} */
  static boolean mayCause(ErrorCode code) {
    return CODES.contains(code);
  }

  /**
   * {@return what the session's user must connect so that the deployment can be called; empty if nothing is missing, or
   * if no page can help}
   *
   * @param settings whether the provider's settings are missing, and the user may enter them
   * @param failed error of a call of the deployment; null: none was made
   */
  static Optional<Need> of(
    State credentials,
    TenantId tenant,
    Deployment deployment,
    PublishedProvider provider,
    CredentialSelector selector,
    boolean settings,
    @Nullable ErrorCode failed
  ) {
    String user = selector.user();
    if (user == null || !deployment.credentials().allowsUsers()) {
      return Optional.empty();
    }
    SetupSessionType both = settings ? SetupSessionType.AUTH_AND_CONFIG : SetupSessionType.AUTH_ONLY;
    Optional<Need> configures = settings
      ? Optional.of(
          new Need(provider.id(), provider.name(), deployment.id(), user, null, null, SetupSessionType.CONFIG_ONLY)
        )
      : Optional.empty();
    return switch (ResolutionRule.choose(credentials, tenant, deployment, provider, selector)) {
      case Choice.NoneNeeded _ -> configures;
      case Choice.Refused refused -> connects(refused, provider, selector)
        ? Optional.of(new Need(provider.id(), provider.name(), deployment.id(), user, selector.label(), null, both))
        : Optional.empty();
      case Choice.Chosen chosen -> reconnects(chosen.config(), provider, user, failed)
        ? Optional.of(Need.ofReconnect(chosen.config(), provider.name(), user, both))
        : configures;
    };
  }

  /** An auth config that the session provider names is not replaced by another one. */
  private static boolean connects(Choice.Refused refused, PublishedProvider provider, CredentialSelector selector) {
    return (
      refused.code() == ErrorCode.AUTHENTICATION_REQUIRED &&
      selector.authConfigId() == null &&
      provider.methods().stream().anyMatch(PublishedProvider.Method::setUpByUsers)
    );
  }

  private static boolean reconnects(
    AuthConfig config,
    PublishedProvider provider,
    String user,
    @Nullable ErrorCode failed
  ) {
    boolean broken = switch (config.use()) {
      case GRANT -> config.needsReconnect() || failed == ErrorCode.AUTHENTICATION_EXPIRED;
      case CREDENTIAL -> failed == ErrorCode.PROVIDER_REFUSED_CREDENTIAL;
      case OAUTH_APP, UNKNOWN -> false;
    };
    return (
      broken &&
      config.owner().is(user) &&
      provider.method(config.authMethodId()).filter(PublishedProvider.Method::setUpByUsers).isPresent()
    );
  }
}
