package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.configs.ConfigBody;
import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.authconfig.credentials.AuthConfigBody;
import io.keyfold.authconfig.credentials.AuthMethodBody;
import io.keyfold.authconfig.credentials.CredentialsBody;
import io.keyfold.authconfig.credentials.DeploymentPreviewBody;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.setup.model.SetupRequest;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.authconfig.setup.model.Submission;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** Renders setup sessions for the API, from this instance's views. Thread-safe. */
final class SetupRenderer {

  private final State authConfigs;
  private final State deployments;
  private final PublicLinks links;
  private final LinkSecrets secrets;
  private final Clock clock;

  SetupRenderer(State authConfigs, State deployments, PublicLinks links, LinkSecrets secrets, Clock clock) {
    this.authConfigs = authConfigs;
    this.deployments = deployments;
    this.links = links;
    this.secrets = secrets;
    this.clock = clock;
  }

  /**
   * {@return the session's API representation}
   *
   * @param request the request, whose host is the link's if no other is configured
   * @param withLink whether the caller may see the link, which is a secret
   */
  SetupSessionBody body(TenantId tenant, SetupSession session, ServerHttpRequest request, boolean withLink) {
    SetupRequest asked = session.request();
    Instant now = clock.instant();
    Submission submission = session.submission();
    SetupSession.Status status = session.statusAt(now);
    String method = submission == null ? asked.authMethodId() : submission.authMethodId();
    return new SetupSessionBody(
      "provider.setup_session",
      session.id(),
      wire(asked.type()),
      wire(status),
      withLink && status == SetupSession.Status.PENDING
        ? secrets.link(links.base(tenant, request), session.id())
        : null,
      session.about().name(),
      session.about().description(),
      session.about().metadata(),
      asked.configuration(),
      asked.providerId(),
      session.owner().user(),
      session.owner().user(),
      null,
      session.owner().label(),
      wire(session.binding().mode()),
      method == null ? null : method(tenant, asked.providerId(), method),
      DeploymentPreviewBody.find(deployments, tenant, asked.deploymentId()),
      CredentialsBody.find(authConfigs, tenant, asked.appId()),
      status == SetupSession.Status.COMPLETED ? authConfig(tenant, asked.authConfigId()) : null,
      status == SetupSession.Status.COMPLETED ? config(tenant, asked.configId()) : null,
      submission == null ? null : consent(submission),
      session.failure(),
      "metorial_elements",
      asked.redirectUrl(),
      session.expiresAt(),
      session.createdAt(),
      session.updatedAt()
    );
  }

  private @Nullable AuthMethodBody method(TenantId tenant, String providerId, String methodId) {
    KnownProvider provider = CatalogueProjection.provider(deployments, tenant, providerId).orElse(null);
    return provider == null
      ? null
      : provider
          .method(methodId)
          .map(method -> AuthMethodBody.of(provider, method))
          .orElse(null);
  }

  private @Nullable AuthConfigBody authConfig(TenantId tenant, String id) {
    return authConfigs
      .find(AuthConfigs.key(tenant, id))
      .map(config -> AuthConfigBody.of(authConfigs, deployments, tenant, config))
      .orElse(null);
  }

  private @Nullable ConfigBody config(TenantId tenant, @Nullable String id) {
    return id == null
      ? null
      : authConfigs
          .find(ProviderConfig.key(tenant, id))
          .map(config -> ConfigBody.of(authConfigs, deployments, tenant, config))
          .orElse(null);
  }

  private static SetupSessionBody.Consent consent(Submission submission) {
    return new SetupSessionBody.Consent(
      submission.account() == null ? null : submission.account().id(),
      submission.account() == null ? null : submission.account().name(),
      submission.scopesRequested(),
      submission.scopesGranted(),
      submission.missingScopes()
    );
  }

  private static String wire(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
