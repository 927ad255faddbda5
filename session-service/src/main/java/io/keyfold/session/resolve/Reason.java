package io.keyfold.session.resolve;

import java.util.Locale;

/** Why a credential was chosen. The API and records use the name in lower case. */
public enum Reason {
  /** The session provider names it. */
  NAMED_BY_SESSION,
  /** It belongs to the session's user and has the label that the session provider names. */
  USER_LABEL,
  /** It is the only one of the session's user that is bound to the deployment. */
  USER_OF_DEPLOYMENT,
  /** It is the only one of the session's user for the provider, and none of the user's is bound to the deployment. */
  USER_OF_PROVIDER,
  /** It is the newest active auth config bound to the deployment that belongs to no user. */
  BOUND_TO_DEPLOYMENT,
  /** It is the tenant's default for the provider and attached to the deployment. */
  ATTACHED_DEFAULT,
  /** The provider needs no credential. */
  NONE_NEEDED;

  /** {@return the reason's wire name} */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
