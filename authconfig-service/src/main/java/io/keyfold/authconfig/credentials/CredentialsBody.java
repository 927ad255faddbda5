package io.keyfold.authconfig.credentials;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.model.AuthConfig;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An OAuth app, as shown in its auth config, without its client id and secret.
 *
 * @param object always {@code provider.auth_credentials}
 * @param id id of the auth config
 * @param type always {@code oauth}
 * @param isManaged always false: the app belongs to the tenant
 * @param scopes always null: the scopes are encrypted with the app
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
  @Nullable List<String> scopes,
  String providerId,
  Instant createdAt,
  Instant updatedAt
) {
  /** {@return the app; its client id and secret are omitted} */
  public static CredentialsBody of(OAuthApp app, boolean managed) {
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

  static CredentialsBody of(AuthConfig config) {
    return new CredentialsBody(
      "provider.auth_credentials",
      config.id(),
      "oauth",
      config.status().name().toLowerCase(Locale.ROOT),
      false,
      false,
      config.name(),
      config.description(),
      config.metadata(),
      null,
      config.providerId(),
      config.createdAt(),
      config.updatedAt()
    );
  }
}
