package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.schema.CredentialKind;

/** Names of the kinds, sources and states of auth configs in the API. */
final class AuthConfigTypes {

  static final String CONNECTED = "connected";
  static final String NEEDS_RECONNECT = "needs_reconnect";

  private AuthConfigTypes() {}

  static String type(AuthConfig config) {
    return switch (config.kind()) {
      case OAUTH_AUTOMATED -> "oauth_automated";
      case OAUTH_MANUAL -> "oauth_manual";
      case MANUAL, OAUTH_APP, UNKNOWN -> "manual";
    };
  }

  static String source(AuthConfig config) {
    if (config.setupSessionId() != null) {
      return "setup_session";
    }
    return config.grant() == null
      ? "manual"
      : switch (config.grant().source()) {
          case SETUP_SESSION -> "setup_session";
          case IMPORT, UNKNOWN -> "manual";
          case CLIENT_CREDENTIALS, JWT_BEARER -> "system";
        };
  }

  static String connectionStatus(AuthConfig config) {
    return config.grant() != null && config.grant().needsReconnect() ? NEEDS_RECONNECT : CONNECTED;
  }

  /** {@return whether calls can use it} */
  static boolean usable(AuthConfig config) {
    return config.active() && config.kind() != CredentialKind.UNKNOWN && connectionStatus(config).equals(CONNECTED);
  }
}
