package io.keyfold.session.credentials;

import org.jspecify.annotations.Nullable;

/**
 * The tenant's user whom a credential belongs to.
 *
 * @param user the tenant's opaque id of the user; null: the credential is the deployment's own
 * @param label tells several credentials of one user apart
 */
public record Owner(@Nullable String user, @Nullable String label) {
  /** No user: the credential is the deployment's own. */
  public static final Owner DEPLOYMENT = new Owner(null, null);

  /** {@return whether a session of this user may name the credential; null: a session without a user} */
  public boolean visibleTo(@Nullable String someone) {
    return user == null || user.equals(someone);
  }

  /** {@return whether the credential belongs to this user} */
  public boolean is(String someone) {
    return someone.equals(user);
  }
}
