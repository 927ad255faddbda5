package io.keyfold.ledger.audit;

import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.AuthConfigUpdated;
import io.keyfold.authconfig.events.BrandingEvent;
import io.keyfold.authconfig.events.ConfigEvent;
import io.keyfold.authconfig.events.CredentialsAttached;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.events.GrantEvent;
import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.authconfig.events.TransferEvent;
import io.keyfold.authconfig.events.UserErased;
import io.keyfold.authconfig.events.VersionEvent;
import io.keyfold.authconfig.events.WebhookEvent;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.ApiKeyRevoked;
import io.keyfold.deployment.events.DeploymentArchived;
import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.schema.CallLimits;
import io.keyfold.schema.NewSessionSecret;
import io.keyfold.schema.SessionProvider;
import io.keyfold.session.events.SecretEvent;
import io.keyfold.session.events.SessionArchived;
import io.keyfold.session.events.SessionCreated;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.events.SessionProviderAdded;
import io.keyfold.session.events.SessionProviderRemoved;
import io.keyfold.session.events.SessionProviderUpdated;
import io.keyfold.session.events.SessionUpdated;
import io.keyfold.session.events.ToolCallClaimed;
import java.time.Instant;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Allow-list of the event fields that audit events contain. Sealed values, key hashes, metadata and tool filters are
 * not on it.
 */
final class AuditedFields {

  private AuditedFields() {}

  static FieldCollector of(DeploymentEvent event) {
    return switch (event) {
      case TenantCreated it -> new FieldCollector().and("name", it.getName());
      case ApiKeyCreated it -> new FieldCollector()
        .and("name", it.getName())
        .and("secret_redacted", it.getRedacted())
        .and("scopes", String.join(" ", it.getScopes()))
        .and("expires_at", text(it.getExpiresAt()));
      case ApiKeyRevoked it -> new FieldCollector();
      case DeploymentCreated it -> limits(it.getLimits())
        .and("provider_id", it.getProviderId())
        .and("name", it.getName())
        .and("locked_provider_version_id", it.getLockedProviderVersionId())
        .and("credentials", it.getCredentials());
      case DeploymentUpdated it -> limits(it.getLimits())
        .and("provider_id", it.getProviderId())
        .and("name", it.getName())
        .and("locked_provider_version_id", it.getLockedProviderVersionId())
        .and("credentials", it.getCredentials());
      case DeploymentArchived it -> new FieldCollector().and("provider_id", it.getProviderId());
      case ProviderPublished it -> limits(it.getProvider().getLimits())
        .and("provider_version_id", it.getProvider().getVersionId())
        .and("slug", it.getProvider().getSlug())
        .and("name", it.getProvider().getName());
    };
  }

  static FieldCollector of(AuthConfigEvent event) {
    return switch (event) {
      case AuthConfigCreated it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("provider_auth_method_id", it.getAuthMethodId())
        .and("kind", it.getKind())
        .and("is_default", it.getIsDefault())
        .and("name", it.getName())
        .and("user", it.getUser())
        .and("label", it.getLabel())
        .and("setup_session_id", it.getSetupSessionId())
        .and("app_id", it.getAppId())
        .and("credential_version", it.getCredentialVersion());
      case AuthConfigRotated it -> AuditedVersionFields.of(it);
      case AuthConfigUpdated it -> new FieldCollector()
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("user", it.getUser())
        .and("name", it.getName());
      case AuthConfigArchived it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("user", it.getUser())
        .and("cause", it.getCause());
      case CredentialsAttached it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("provider_auth_config_id", it.getAuthConfigId());
      case DeploymentOpened it -> new FieldCollector().and("provider_id", it.getProviderId());
      case DeploymentClosed it -> new FieldCollector();
      case UserErased it -> new FieldCollector()
        .and("user", it.getUser())
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("archived", it.getArchived())
        .and("complete", it.getComplete());
      case AppEvent it -> AuditedAppFields.of(it);
      case BrandingEvent it -> AuditedOAuthFields.of(it);
      case ConfigEvent it -> AuditedConfigFields.of(it);
      case GrantEvent it -> AuditedOAuthFields.of(it);
      case SetupSessionEvent it -> AuditedSetupFields.of(it);
      case TransferEvent it -> AuditedTransferFields.of(it);
      case VersionEvent it -> AuditedVersionFields.of(it);
      case WebhookEvent it -> AuditedWebhookFields.of(it);
    };
  }

  static FieldCollector of(SessionEvent event) {
    return switch (event) {
      case SessionCreated it -> created(it)
        .and("name", it.getName())
        .and("user", it.getUser())
        .and(
          "provider_deployment_ids",
          it.getProviders().stream().map(SessionProvider::getProviderDeploymentId).collect(Collectors.joining(" "))
        );
      case SessionUpdated it -> new FieldCollector().and("name", it.getName());
      case SessionArchived it -> new FieldCollector();
      case SessionProviderAdded it -> new FieldCollector()
        .and("session_id", it.getSessionId())
        .and("user", it.getUser())
        .and("provider_id", it.getProvider().getProviderId())
        .and("provider_deployment_id", it.getProvider().getProviderDeploymentId())
        .and("provider_auth_config_id", it.getProvider().getAuthConfigId())
        .and("provider_auth_config_label", it.getProvider().getAuthConfigLabel())
        .and("provider_config_id", it.getProvider().getConfigId());
      case SessionProviderRemoved it -> new FieldCollector().and("session_id", it.getSessionId());
      case SessionProviderUpdated it -> new FieldCollector().and("session_id", it.getSessionId());
      case SecretEvent it -> AuditedSecretFields.of(it);
      case ToolCallClaimed it -> new FieldCollector().and("session_id", it.getSessionId()).and("tool", it.getTool());
    };
  }

  private static FieldCollector limits(@Nullable CallLimits limits) {
    return limits == null
      ? new FieldCollector()
      : new FieldCollector()
          .and("call_timeout_seconds", limits.getCallTimeoutSeconds())
          .and("longest_call_seconds", limits.getLongestCallSeconds())
          .and("max_concurrent_calls", limits.getMaxConcurrentCalls());
  }

  private static FieldCollector created(SessionCreated event) {
    NewSessionSecret secret = event.getSecret();
    return secret == null
      ? new FieldCollector()
      : new FieldCollector().and("secret_id", secret.getId()).and("secret_expires_at", text(secret.getExpiresAt()));
  }

  private static @Nullable String text(@Nullable Instant time) {
    return time == null ? null : time.toString();
  }
}
