package io.keyfold.authconfig.model;

import org.jspecify.annotations.Nullable;

/**
 * The tenant's user whom an auth config belongs to.
 *
 * @param user the tenant's opaque id of the user; null: the auth config is the deployment's own
 * @param label tells several credentials of one user apart
 */
public record Owner(@Nullable String user, @Nullable String label) {
  /** No user: the auth config is the deployment's own. */
  public static final Owner DEPLOYMENT = new Owner(null, null);
}
