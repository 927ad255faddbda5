package io.keyfold.ledger.audit;

import io.keyfold.authconfig.events.ConfigArchived;
import io.keyfold.authconfig.events.ConfigCreated;
import io.keyfold.authconfig.events.ConfigEvent;
import io.keyfold.authconfig.events.ConfigUpdated;

/** Allow-list for events of provider configs. Their values can name a customer, so they are not on it. */
final class AuditedConfigFields {

  private AuditedConfigFields() {}

  static FieldCollector of(ConfigEvent event) {
    return switch (event) {
      case ConfigCreated it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("user", it.getUser())
        .and("name", it.getName())
        .and("setup_session_id", it.getSetupSessionId());
      case ConfigUpdated it -> new FieldCollector().and("name", it.getName());
      case ConfigArchived it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("user", it.getUser())
        .and("cause", it.getCause());
    };
  }
}
