package io.keyfold.ledger.audit;

import io.keyfold.authconfig.events.AuthConfigExported;
import io.keyfold.authconfig.events.AuthConfigImported;
import io.keyfold.authconfig.events.TransferEvent;

/** Allow-list of the fields of imports and exports that audit events contain. */
final class AuditedTransferFields {

  private AuditedTransferFields() {}

  static FieldCollector of(TransferEvent event) {
    return switch (event) {
      case AuthConfigImported it -> new FieldCollector()
        .and("provider_auth_config_id", it.getAuthConfigId())
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("user", it.getUser())
        .and("note", it.getNote())
        .and("ip", it.getIp())
        .and("user_agent", it.getUserAgent());
      case AuthConfigExported it -> new FieldCollector()
        .and("provider_auth_config_id", it.getAuthConfigId())
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("user", it.getUser())
        .and("note", it.getNote())
        .and("ip", it.getIp())
        .and("user_agent", it.getUserAgent())
        .and("credential_version", it.getCredentialVersion());
    };
  }
}
