package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import org.jspecify.annotations.Nullable;

/** The field {@code user} of requests, the tenant's opaque id of one of its users; {@code identity_id} is an alias. */
public final class UserField {

  private UserField() {}

  /**
   * {@return the user; null if neither field is set}
   *
   * @throws ApiException if both fields are set and differ
   */
  public static @Nullable String of(@Nullable String user, @Nullable String identityId) {
    if (user != null && identityId != null && !user.equals(identityId)) {
      throw ApiException.invalid("conflict", "user and identity_id are the same field: set one of them", "user");
    }
    return user == null ? identityId : user;
  }
}
