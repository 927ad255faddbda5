package io.keyfold.ledger.audit;

import io.keyfold.authconfig.events.AuthConfigExpired;
import io.keyfold.authconfig.events.AuthConfigExpiring;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.CredentialFellBack;
import io.keyfold.authconfig.events.CredentialVersionRetired;
import io.keyfold.authconfig.events.VersionEvent;
import java.util.Objects;

/** Allow-list of the fields of events about versions of credentials that audit events contain. */
final class AuditedVersionFields {

  private AuditedVersionFields() {}

  static FieldCollector of(AuthConfigRotated event) {
    return new FieldCollector()
      .and("provider_deployment_id", event.getProviderDeploymentId())
      .and("user", event.getUser())
      .and("credential_version", event.getCredentialVersion())
      .and("restored_from", event.getRestoredFrom())
      .and("previous_usable_until", Objects.toString(event.getPreviousUsableUntil(), null))
      .and("expires_at", Objects.toString(event.getExpiresAt(), null))
      .and("forgotten_version", event.getForgottenVersion());
  }

  static FieldCollector of(VersionEvent event) {
    return switch (event) {
      case CredentialVersionRetired it -> new FieldCollector()
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("credential_version", it.getCredentialVersion())
        .and("value_erased", it.getKeyId() != null);
      case AuthConfigExpiring it -> new FieldCollector()
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("credential_version", it.getCredentialVersion())
        .and("expires_at", it.getExpiresAt().toString())
        .and("notice_seconds", it.getNotice());
      case AuthConfigExpired it -> new FieldCollector()
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("credential_version", it.getCredentialVersion())
        .and("expires_at", it.getExpiresAt().toString());
      case CredentialFellBack it -> new FieldCollector()
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("refused_version", it.getRefusedVersion())
        .and("fallback_version", it.getFallbackVersion());
    };
  }
}
