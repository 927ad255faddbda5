package io.keyfold.authconfig.users;

import io.keyfold.authconfig.users.model.TenantUser;
import java.time.Instant;

/**
 * A user of the caller who owns or owned a credential.
 *
 * @param object always {@code user}
 * @param user the caller's own id of the user
 * @param credentials number of active credentials; at most {@value UserReader#MAX_COUNTED} are counted
 */
record UserBody(String object, String id, String user, int credentials, Instant createdAt, Instant updatedAt) {
  static UserBody of(TenantUser user, int credentials) {
    return new UserBody("user", user.id(), user.user(), credentials, user.createdAt(), user.updatedAt());
  }
}
