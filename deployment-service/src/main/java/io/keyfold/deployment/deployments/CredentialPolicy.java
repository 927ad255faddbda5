package io.keyfold.deployment.deployments;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Whose credentials the calls of a deployment use. */
public enum CredentialPolicy {
  /** Only those of the session's user. */
  USER_REQUIRED,
  /** Those of the session's user, else the deployment's own. */
  USER_PREFERRED,
  /** Only the deployment's own. */
  SHARED;

  /** {@return the policy of a request, whose schema admits no other values; the default for null} */
  static CredentialPolicy ofWire(@Nullable String wire) {
    return wire == null ? USER_PREFERRED : valueOf(wire.toUpperCase(Locale.ROOT));
  }

  /** {@return the policy of an event; the strictest for one of a newer release} */
  static CredentialPolicy of(io.keyfold.schema.CredentialPolicy policy) {
    return policy == io.keyfold.schema.CredentialPolicy.UNKNOWN ? USER_REQUIRED : valueOf(policy.name());
  }

  /** {@return the policy as in commands and events} */
  public io.keyfold.schema.CredentialPolicy toAvro() {
    return io.keyfold.schema.CredentialPolicy.valueOf(name());
  }

  String wire() {
    return name().toLowerCase(Locale.ROOT);
  }
}
