package io.keyfold.authconfig.credentials;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth app as shown in an auth config: the app itself, or the app of a consent. Without its secret.
 *
 * @param object always {@code provider.auth_credentials}
 * @param id id of the app
 * @param type always {@code oauth}
 * @param isDefault always false: an app is chosen by deployment, tenant and provider
 * @param isManaged whether it is the platform's
 * @param scopes scopes to request; empty for the provider's default
 */
public record CredentialsBody(
  String object,
  String id,
  String type,
  String status,
  boolean isDefault,
  boolean isManaged,
  @Nullable String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  List<String> scopes,
  String providerId,
  Instant createdAt,
  Instant updatedAt
) {
  /** {@return the app of an auth config; null if it has none} */
  static @Nullable CredentialsBody of(State authConfigs, TenantId tenant, AuthConfig config) {
    return find(authConfigs, tenant, config.grant() == null ? config.appId() : config.grant().appId());
  }

  /** {@return the tenant's or the platform's app with this id; null if there is none} */
  public static @Nullable CredentialsBody find(State authConfigs, TenantId tenant, @Nullable String id) {
    return id == null
      ? null
      : authConfigs
          .find(OAuthApp.key(tenant, id))
          .map(app -> of(app, false))
          .or(() -> authConfigs.find(OAuthApp.key(TenantId.PLATFORM, id)).map(app -> of(app, true)))
          .orElse(null);
  }

  private static CredentialsBody of(OAuthApp app, boolean managed) {
    return new CredentialsBody(
      "provider.auth_credentials",
      app.id(),
      "oauth",
      app.archived() ? "archived" : "active",
      false,
      managed,
      app.about().name(),
      app.about().description(),
      app.about().metadata(),
      app.scopes(),
      app.providerId(),
      app.createdAt(),
      app.updatedAt()
    );
  }
}
