package io.keyfold.authconfig.webhooks.decide;

import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.Owner;
import io.keyfold.schema.CredentialKind;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The part of a delivery that describes an auth config. Every event type about auth configs has the same fields. */
final class AuthConfigData {

  private static final String ACTIVE = "active";

  private AuthConfigData() {}

  static Map<String, @Nullable Object> of(AuthConfigCreated event) {
    return data(
      event.getMeta().getObjectId(),
      event.getKind(),
      event.getProviderId(),
      event.getProviderDeploymentId(),
      new Owner(event.getUser(), event.getLabel()),
      event.getSetupSessionId(),
      ACTIVE
    );
  }

  static Map<String, @Nullable Object> of(GrantConnected event) {
    return data(
      event.getMeta().getObjectId(),
      CredentialKind.OAUTH_AUTOMATED,
      event.getProviderId(),
      event.getProviderDeploymentId(),
      new Owner(event.getUser(), event.getLabel()),
      event.getSetupSessionId(),
      ACTIVE
    );
  }

  static Map<String, @Nullable Object> active(AuthConfig known) {
    return of(known, known.setupSessionId(), ACTIVE);
  }

  static Map<String, @Nullable Object> of(AuthConfig known, @Nullable String setupSessionId, String status) {
    return data(
      known.id(),
      known.kind(),
      known.providerId(),
      known.deploymentId(),
      known.owner(),
      setupSessionId,
      status
    );
  }

  private static Map<String, @Nullable Object> data(
    String id,
    CredentialKind kind,
    String providerId,
    @Nullable String deploymentId,
    Owner owner,
    @Nullable String setupSessionId,
    String status
  ) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("object", "provider.auth_config");
    data.put("id", id);
    data.put("type", type(kind));
    data.put("status", status);
    data.put("provider_id", providerId);
    data.put("provider_deployment_id", deploymentId);
    data.put("user", owner.user());
    data.put("label", owner.label());
    data.put("setup_session_id", setupSessionId);
    return data;
  }

  private static String type(CredentialKind kind) {
    return switch (kind) {
      case OAUTH_AUTOMATED -> "oauth_automated";
      case OAUTH_MANUAL -> "oauth_manual";
      case MANUAL, OAUTH_APP, UNKNOWN -> "manual";
    };
  }
}
