package io.keyfold.authconfig.apps;

import io.keyfold.authconfig.apps.model.AppVersion;
import io.keyfold.authconfig.apps.model.OAuthApp;
import io.keyfold.authconfig.oauth.AppCredentials;
import io.keyfold.authconfig.oauth.vendor.ClientAuthentication;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Opens the secrets of OAuth apps for a call to a provider. */
public final class AppSecrets {

  /** Purpose of a sealed app secret; part of its associated data. */
  public static final String PURPOSE = "oauth_app.secret";

  static final String CLIENT_SECRET = "client_secret";
  static final String PRIVATE_KEY = "private_key";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Vault vault;

  /** Opens with the vault. */
  public AppSecrets(Vault vault) {
    this.vault = vault;
  }

  /**
   * {@return a version's credentials; the caller closes them. Errors with
   * {@link io.keyfold.platform.vault.VaultException}}
   *
   * @param tenant the owner of the app, which is the platform for a managed one
   */
  public Mono<AppCredentials> open(TenantId tenant, OAuthApp app, AppVersion version) {
    SealContext context = new SealContext(tenant, app.id(), version.version().valueVersion(), PURPOSE);
    return vault.open(context, version.secret().value().toSealed()).map(secret -> {
      try (secret) {
        return secret.use(bytes -> credentials(app, version, JSON.readTree(bytes)));
      }
    });
  }

  /** {@return the secrets of a client that Keyfold registered, in the form to seal} */
  public static Secret content(AppCredentials client) {
    ObjectNode content = JSON.createObjectNode();
    put(content, CLIENT_SECRET, client.clientSecret());
    put(content, PRIVATE_KEY, client.privateKey());
    return Secret.takeOver(JSON.writeValueAsBytes(content));
  }

  private static void put(ObjectNode content, String name, @Nullable Secret secret) {
    if (secret != null) {
      content.put(name, secret.<String>use(bytes -> new String(bytes, StandardCharsets.UTF_8)));
    }
  }

  /** {@return the credentials of the current version without its secret, to identify the app to a browser} */
  public static AppCredentials identity(OAuthApp app) {
    return credentials(app, app.current(), null, null);
  }

  private static AppCredentials credentials(
    OAuthApp app,
    AppVersion version,
    @Nullable Secret clientSecret,
    @Nullable Secret privateKey
  ) {
    String authentication = app.clientAuth();
    return new AppCredentials(
      version.clientId(),
      clientSecret,
      privateKey,
      authentication == null ? null : ClientAuthentication.valueOf(authentication.toUpperCase(Locale.ROOT)),
      app.issuer()
    );
  }

  private static AppCredentials credentials(OAuthApp app, AppVersion version, JsonNode value) {
    return credentials(app, version, text(value, CLIENT_SECRET), text(value, PRIVATE_KEY));
  }

  private static @Nullable Secret text(JsonNode value, String name) {
    JsonNode found = value.path(name);
    return found.isMissingNode()
      ? null
      : Secret.ofText(found.isString() ? found.stringValue() : JSON.writeValueAsString(found));
  }
}
