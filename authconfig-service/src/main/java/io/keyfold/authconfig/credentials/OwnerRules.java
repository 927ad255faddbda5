package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.model.Owner;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.CredentialKind;
import org.jspecify.annotations.Nullable;

/** Checks whose a new auth config may be. */
final class OwnerRules {

  private OwnerRules() {}

  static void check(Owner owner, boolean tenantDefault) {
    if (owner.label() != null && owner.user() == null) {
      throw ApiException.invalid("conflict", "A label tells credentials of one user apart: set user", "label");
    }
    if (owner.user() != null && tenantDefault) {
      throw ApiException.of(
        ErrorCode.INVALID_DEFAULT_AUTH_CONFIG,
        "A default applies to sessions of every user and cannot belong to one",
        "Omit is_default or user"
      );
    }
  }

  static void check(Owner owner, CredentialKind kind, @Nullable String deploymentId) {
    if (kind != CredentialKind.OAUTH_APP) {
      return;
    }
    if (deploymentId == null) {
      throw ApiException.invalid(
        "required",
        "An OAuth app (client_id, client_secret) must be bound to a deployment: set provider_deployment_id",
        "provider_deployment_id"
      );
    }
    if (owner.user() != null) {
      throw ApiException.invalid("conflict", "An OAuth app serves all users: omit user", "user");
    }
  }
}
