package io.keyfold.session.resolve;

import java.util.Locale;

/** Why a credential was chosen. The API and records use the name in lower case. */
public enum Reason {
  /** The session provider names it. */
  NAMED_BY_SESSION,
  /** It is the newest active auth config bound to the deployment. */
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
