package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.platform.error.ApiException;
import io.keyfold.schema.SetupSessionType;
import org.jspecify.annotations.Nullable;

/**
 * What a setup session asks its user for. Pure.
 *
 * @param type its type
 * @param settings whether it asks for the provider's settings
 */
record SetupNeeds(SetupSessionType type, boolean settings) {
  /**
   * What the user or the deployment has already.
   *
   * @param credential whether there is a credential
   * @param settings whether there are settings
   */
  record Present(boolean credential, boolean settings) {}

  /**
   * {@return what a session of the requested type asks for}
   *
   * @param type the requested type; null or {@code auto} asks for what the provider needs and is not present
   * @param reconnects whether an existing auth config is reconnected
   */
  static SetupNeeds of(@Nullable String type, KnownProvider provider, boolean reconnects, Present present) {
    boolean hasSettings = provider.configSchema() != null;
    return switch (type == null ? "auto" : type) {
      case "auth_only" -> new SetupNeeds(SetupSessionType.AUTH_ONLY, false);
      case "auth_and_config" -> new SetupNeeds(SetupSessionType.AUTH_AND_CONFIG, hasSettings);
      case "config_only" -> settingsOnly(hasSettings, reconnects);
      default -> hasSettings && !present.settings()
        ? missing(provider, reconnects, present)
        : new SetupNeeds(SetupSessionType.AUTH_ONLY, false);
    };
  }

  private static SetupNeeds settingsOnly(boolean hasSettings, boolean reconnects) {
    if (!hasSettings) {
      throw ApiException.invalid("not_supported", "The provider has no settings to ask for", "type");
    }
    if (reconnects) {
      throw ApiException.invalid(
        "conflict",
        "A session that asks for settings only reconnects nothing: omit provider_auth_config_id",
        "type"
      );
    }
    return new SetupNeeds(SetupSessionType.CONFIG_ONLY, true);
  }

  private static SetupNeeds missing(KnownProvider provider, boolean reconnects, Present present) {
    boolean credential = reconnects || !(provider.authMethods().isEmpty() || present.credential());
    return new SetupNeeds(credential ? SetupSessionType.AUTH_AND_CONFIG : SetupSessionType.CONFIG_ONLY, true);
  }
}
