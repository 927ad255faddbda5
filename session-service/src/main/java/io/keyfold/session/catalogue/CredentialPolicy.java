package io.keyfold.session.catalogue;

/** Whose credentials the calls of a deployment use. */
public enum CredentialPolicy {
  /** Only those of the session's user. Also applied to a policy of a newer release. */
  USER_REQUIRED,
  /** Those of the session's user, else the deployment's own. */
  USER_PREFERRED,
  /** Only the deployment's own. */
  SHARED;

  /** {@return the policy of an event} */
  static CredentialPolicy of(io.keyfold.schema.CredentialPolicy policy) {
    return switch (policy) {
      case USER_REQUIRED, UNKNOWN -> USER_REQUIRED;
      case USER_PREFERRED -> USER_PREFERRED;
      case SHARED -> SHARED;
    };
  }

  /** {@return whether a user's credential may be used in that user's sessions} */
  public boolean allowsUsers() {
    return this != SHARED;
  }

  /** {@return whether the deployment's own credential may be used} */
  public boolean allowsOwn() {
    return this != USER_REQUIRED;
  }
}
