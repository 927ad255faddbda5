package io.keyfold.authconfig.users;

import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.users.model.TenantUser;
import io.keyfold.authconfig.users.model.Users;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import java.util.function.Predicate;
import reactor.core.publisher.Mono;

/** Reads users and the number of their credentials from the view. Thread-safe. */
final class UserReader {

  /** Maximum number of credentials of one user that are counted. */
  static final int MAX_COUNTED = 1000;

  private final View view;

  /**
   * Reads from the view.
   *
   * @param view the view of {@code authconfig.events}
   */
  UserReader(View view) {
    this.view = view;
  }

  /** {@return the user with the tenant's own id; errors with {@code not_found}. The error does not contain the id} */
  Mono<TenantUser> named(TenantId tenant, String user) {
    return view
      .await(tenant.value(), state -> Users.find(state, tenant, user))
      .switchIfEmpty(
        Mono.error(() -> ApiException.of(ErrorCode.NOT_FOUND, "No credential of this user was ever created"))
      );
  }

  UserBody body(TenantId tenant, TenantUser user) {
    return UserBody.of(user, count(tenant, user, config -> true, MAX_COUNTED));
  }

  boolean owns(TenantId tenant, TenantUser user, Predicate<AuthConfig> filter) {
    return count(tenant, user, filter, 1) > 0;
  }

  private int count(TenantId tenant, TenantUser user, Predicate<AuthConfig> filter, int limit) {
    int[] count = { 0 };
    Users.active(view, tenant, user.id(), config -> {
      count[0] += filter.test(config) ? 1 : 0;
      return count[0] < limit;
    });
    return count[0];
  }
}
