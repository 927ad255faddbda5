package io.keyfold.session.resolve;

import java.util.Locale;

/** Why a credential was chosen. The wire and the records show the name in lower case. */
public enum Reason {
  /** The session's entry names it. */
  NAMED_BY_SESSION,
  /** It is the most recent active auth config that is bound to the deployment. */
  BOUND_TO_DEPLOYMENT,
  /** It is the tenant's default for the provider and was attached to the deployment. */
  ATTACHED_DEFAULT,
  /** The provider needs none. */
  NONE_NEEDED;

  /** {@return the reason as the wire shows it} */
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
