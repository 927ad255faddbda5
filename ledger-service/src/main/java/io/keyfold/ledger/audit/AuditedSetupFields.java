package io.keyfold.ledger.audit;

import io.keyfold.authconfig.events.SetupAuthorizationClaimed;
import io.keyfold.authconfig.events.SetupConfigSubmitted;
import io.keyfold.authconfig.events.SetupConsentRevoked;
import io.keyfold.authconfig.events.SetupCredentialDiscarded;
import io.keyfold.authconfig.events.SetupCredentialSubmitted;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.SetupSessionCompleted;
import io.keyfold.authconfig.events.SetupSessionCreated;
import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.authconfig.events.SetupSessionExpired;
import io.keyfold.authconfig.events.SetupSessionFailed;
import io.keyfold.authconfig.events.SetupSessionUpdated;
import io.keyfold.authconfig.events.SetupSettingsChanged;
import io.keyfold.schema.SetupSessionType;

/** Allow-list of the fields of events about setup sessions that audit events contain. */
final class AuditedSetupFields {

  private AuditedSetupFields() {}

  static FieldCollector of(SetupSessionEvent event) {
    return switch (event) {
      case SetupSessionCreated it -> new FieldCollector()
        .and("session_type", it.getSessionType())
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("provider_auth_method_id", it.getAuthMethodId())
        .and("app_id", it.getAppId())
        .and("provider_auth_config_id", it.getAuthConfigId())
        .and("provider_config_id", it.getConfigId())
        .and("reconnect", it.getReconnect())
        .and("user", it.getUser())
        .and("label", it.getLabel())
        .and("name", it.getName())
        .and("binding", it.getBinding())
        .and("expires_at", it.getExpiresAt().toString());
      case SetupSessionUpdated it -> new FieldCollector().and("name", it.getName()).and("user", it.getUser());
      case SetupConsentRevoked it -> new FieldCollector()
        .and("provider_auth_config_id", it.getAuthConfigId())
        .and("attempt_id", it.getAttemptId())
        .and("outcome", it.getOutcome())
        .and("attempts", it.getAttempts())
        .and("http_status", it.getHttpStatus());
      case SetupAuthorizationClaimed it -> new FieldCollector().and("attempt_id", it.getAttemptId());
      case SetupConfigSubmitted it -> new FieldCollector().and("attempt_id", it.getAttemptId());
      case SetupCredentialSubmitted it -> new FieldCollector()
        .and("attempt_id", it.getAttemptId())
        .and("provider_auth_method_id", it.getAuthMethodId())
        .and("kind", it.getKind())
        .and("app_id", it.getAppId())
        .and("account_id", it.getAccount() == null ? null : it.getAccount().getId())
        .and("scopes_granted", String.join(" ", it.getScopesGranted()));
      case SetupCredentialDiscarded it -> new FieldCollector()
        .and("attempt_id", it.getAttemptId())
        .and("reason", it.getReason());
      case SetupSessionCompleted it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("session_type", it.getSessionType())
        .and(
          "provider_auth_config_id",
          it.getSessionType() == SetupSessionType.CONFIG_ONLY ? null : it.getAuthConfigId()
        )
        .and("provider_config_id", it.getConfigId())
        .and("user", it.getUser())
        .and("binding", it.getBinding());
      case SetupSessionFailed it -> new FieldCollector().and("reason", it.getReason());
      case SetupSessionExpired _, SetupSessionArchived _ -> new FieldCollector();
      case SetupSettingsChanged it -> new FieldCollector().and("verify_url", it.getVerifyUrl());
    };
  }
}
