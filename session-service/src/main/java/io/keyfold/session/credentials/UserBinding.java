package io.keyfold.session.credentials;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Index from a user to the user's active auth configs, by scope and in the order of their creation. The scope is the
 * deployment that an auth config is bound to, else its provider.
 *
 * @param authConfigId the auth config
 */
public record UserBinding(String authConfigId) {
  private static final Kind<UserBinding> KIND = new Kind<>("user_binding", UserBinding.class);

  static Key<UserBinding> key(TenantId tenant, String scope, String user, String authConfigId) {
    return new Key<>(tenant, KIND, prefix(scope, user) + authConfigId);
  }

  /** {@return a user's bindings in a scope, oldest auth config first} */
  public static Scan<UserBinding> of(TenantId tenant, String scope, String user) {
    return Scan.prefixed(tenant, KIND, prefix(scope, user));
  }

  // A user's id is any text: encoded, it cannot contain the separator and so cannot overlap with another user's key.
  private static String prefix(String scope, String user) {
    return scope + "/" + URLEncoder.encode(user, StandardCharsets.UTF_8) + "/";
  }
}
