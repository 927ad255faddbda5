package io.keyfold.standalone.sandbox.oauth;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One user's consent to one app. Its tokens are valid until it ends. Guarded by the authorization server. */
final class Grant {

  private final SandboxApp app;
  private final String account;
  private final List<String> scopes;
  private @Nullable String refreshToken;
  private boolean ended;

  Grant(SandboxApp app, String account, List<String> scopes) {
    this.app = app;
    this.account = account;
    this.scopes = List.copyOf(scopes);
  }

  boolean belongsTo(SandboxApp other) {
    return app.clientId().equals(other.clientId());
  }

  String account() {
    return account;
  }

  List<String> scopes() {
    return scopes;
  }

  /** {@return whether its code was exchanged} */
  boolean hasTokens() {
    return refreshToken != null;
  }

  boolean hasEnded() {
    return ended;
  }

  /** {@return whether this is the refresh token that has not been used yet} */
  boolean isCurrent(String presented) {
    return presented.equals(refreshToken);
  }

  void replaceRefreshToken(String next) {
    refreshToken = next;
  }

  void end() {
    ended = true;
  }
}
