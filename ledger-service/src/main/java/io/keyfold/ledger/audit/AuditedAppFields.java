package io.keyfold.ledger.audit;

import io.keyfold.authconfig.events.AppArchived;
import io.keyfold.authconfig.events.AppCreated;
import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AppExpired;
import io.keyfold.authconfig.events.AppExpiring;
import io.keyfold.authconfig.events.AppRotated;
import io.keyfold.authconfig.events.AppUpdated;
import io.keyfold.authconfig.events.AppVersionRetired;
import io.keyfold.authconfig.events.AppVersionUsed;
import java.util.Objects;

/** Allow-list of the fields of events about OAuth apps that audit events contain. */
final class AuditedAppFields {

  private AuditedAppFields() {}

  static FieldCollector of(AppEvent event) {
    return switch (event) {
      case AppCreated it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("name", it.getName())
        .and("client_id", it.getClientId())
        .and("scopes", String.join(" ", it.getScopes()))
        .and("app_version", it.getAppVersion())
        .and("expires_at", Objects.toString(it.getExpiresAt(), null));
      case AppUpdated it -> new FieldCollector()
        .and("name", it.getName())
        .and("scopes", String.join(" ", it.getScopes()));
      case AppRotated it -> new FieldCollector()
        .and("client_id", it.getClientId())
        .and("app_version", it.getAppVersion())
        .and("restored_from", it.getRestoredFrom())
        .and("previous_usable_until", Objects.toString(it.getPreviousUsableUntil(), null))
        .and("expires_at", Objects.toString(it.getExpiresAt(), null))
        .and("forgotten_version", it.getForgottenVersion());
      case AppVersionRetired it -> new FieldCollector()
        .and("app_version", it.getAppVersion())
        .and("value_erased", it.getKeyId() != null);
      case AppExpiring it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("app_version", it.getAppVersion())
        .and("expires_at", it.getExpiresAt().toString())
        .and("notice_seconds", it.getNotice());
      case AppExpired it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("app_version", it.getAppVersion())
        .and("expires_at", it.getExpiresAt().toString());
      case AppVersionUsed it -> new FieldCollector()
        .and("app_version", it.getAppVersion())
        .and("used_at", it.getUsedAt().toString())
        .and("provider_auth_config_id", it.getAuthConfigId());
      case AppArchived it -> new FieldCollector().and("provider_id", it.getProviderId()).and("cause", it.getCause());
    };
  }
}
