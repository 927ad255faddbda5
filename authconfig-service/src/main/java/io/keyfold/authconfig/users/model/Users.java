package io.keyfold.authconfig.users.model;

import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigRef;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/** State keys of users, and look-ups by user. */
public final class Users {

  private static final Kind<TenantUser> USER = new Kind<>("user", TenantUser.class);
  private static final Kind<UserRef> ID = new Kind<>("user_id", UserRef.class);
  private static final Kind<AuthConfigRef> CREDENTIAL = new Kind<>("auth_config_by_user", AuthConfigRef.class);

  private Users() {}

  /**
   * An index entry.
   *
   * @param userId the referenced user ({@code usr_})
   */
  record UserRef(String userId) {}

  /** {@return the state kind, for scans} */
  public static Kind<TenantUser> kind() {
    return USER;
  }

  /** {@return the key of a user} */
  public static Key<TenantUser> key(TenantId tenant, String id) {
    return new Key<>(tenant, USER, id);
  }

  /** {@return the user with the tenant's own id, if it owns or owned a credential} */
  public static Optional<TenantUser> find(State state, TenantId tenant, String user) {
    return state.find(ref(tenant, user)).flatMap(ref -> state.find(key(tenant, ref.userId())));
  }

  /** {@return the index of a user's auth configs, also archived ones, oldest first} */
  public static Scan<AuthConfigRef> credentials(TenantId tenant, String userId) {
    return Scan.prefixed(tenant, CREDENTIAL, userId + "/");
  }

  /** Visits a user's active auth configs, oldest first, until the visitor returns false. */
  public static void active(State state, TenantId tenant, String userId, Predicate<AuthConfig> visitor) {
    state.scan(credentials(tenant, userId), (id, ref) ->
      state.find(AuthConfigs.key(tenant, ref.authConfigId())).filter(AuthConfig::active).map(visitor::test).orElse(true)
    );
  }

  static Key<AuthConfigRef> credential(TenantId tenant, String userId, String authConfigId) {
    return new Key<>(tenant, CREDENTIAL, userId + "/" + authConfigId);
  }

  // A user's id is any text, which must not contain what keys reserve.
  static Key<UserRef> ref(TenantId tenant, String user) {
    return new Key<>(tenant, ID, URLEncoder.encode(user, StandardCharsets.UTF_8));
  }
}
