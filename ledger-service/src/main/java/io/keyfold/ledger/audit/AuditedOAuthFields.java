package io.keyfold.ledger.audit;

import io.keyfold.authconfig.events.BrandingEvent;
import io.keyfold.authconfig.events.BrandingSet;
import io.keyfold.authconfig.events.GrantBroken;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.GrantEvent;
import io.keyfold.authconfig.events.GrantReconnected;
import io.keyfold.authconfig.events.GrantRevoked;
import io.keyfold.authconfig.events.HostClaimed;
import io.keyfold.schema.Account;
import org.jspecify.annotations.Nullable;

/** Allow-list of the fields of events about branding and grants that audit events contain. */
final class AuditedOAuthFields {

  private AuditedOAuthFields() {}

  static FieldCollector of(BrandingEvent event) {
    return switch (event) {
      case BrandingSet it -> new FieldCollector()
        .and("name", it.getName())
        .and("color", it.getColor())
        .and("host", it.getHost())
        .and("logo_type", it.getLogoType());
      case HostClaimed it -> new FieldCollector().and("claimed_by", it.getClaimedBy());
    };
  }

  static FieldCollector of(GrantEvent event) {
    return switch (event) {
      case GrantConnected it -> new FieldCollector()
        .and("provider_id", it.getProviderId())
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("user", it.getUser())
        .and("label", it.getLabel())
        .and("source", it.getSource())
        .and("setup_session_id", it.getSetupSessionId())
        .and("app_id", it.getAppId())
        .and("app_version", it.getAppVersion())
        .and("issuer", it.getIssuer())
        .and("account_id", accountId(it.getAccount()))
        .and("scopes_granted", String.join(" ", it.getScopesGranted()))
        .and("credential_version", it.getCredentialVersion());
      case GrantReconnected it -> new FieldCollector()
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("user", it.getUser())
        .and("recovered", it.getRecovered())
        .and("source", it.getSource())
        .and("setup_session_id", it.getSetupSessionId())
        .and("app_id", it.getAppId())
        .and("app_version", it.getAppVersion())
        .and("account_id", accountId(it.getAccount()))
        .and("credential_version", it.getCredentialVersion());
      case GrantBroken it -> new FieldCollector()
        .and("provider_deployment_id", it.getProviderDeploymentId())
        .and("user", it.getUser())
        .and("reason", it.getReason())
        .and("evidence", it.getEvidence())
        .and("credential_version", it.getCredentialVersion());
      case GrantRevoked it -> new FieldCollector()
        .and("user", it.getUser())
        .and("outcome", it.getOutcome())
        .and("attempts", it.getAttempts())
        .and("http_status", it.getHttpStatus());
    };
  }

  private static @Nullable String accountId(@Nullable Account account) {
    return account == null ? null : account.getId();
  }
}
