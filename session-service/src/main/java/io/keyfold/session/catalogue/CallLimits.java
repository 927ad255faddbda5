package io.keyfold.session.catalogue;

import org.jspecify.annotations.Nullable;

/**
 * Limits of calls that a deployment or provider sets.
 *
 * @param callTimeoutSeconds seconds that a call may take without a message of the provider; null: not set
 * @param longestCallSeconds seconds that a call may take in total; null: not set
 * @param maxConcurrentCalls calls in progress at one server; null: not set
 */
public record CallLimits(
  @Nullable Integer callTimeoutSeconds,
  @Nullable Integer longestCallSeconds,
  @Nullable Integer maxConcurrentCalls
) {
  /** No limit of its own. */
  public static final CallLimits NONE = new CallLimits(null, null, null);

  static @Nullable CallLimits of(io.keyfold.schema.@Nullable CallLimits avro) {
    return avro == null
      ? null
      : new CallLimits(avro.getCallTimeoutSeconds(), avro.getLongestCallSeconds(), avro.getMaxConcurrentCalls());
  }

  /** {@return the limits of a deployment, and those of its provider that the deployment does not set} */
  public static CallLimits merged(@Nullable CallLimits deployment, @Nullable CallLimits provider) {
    CallLimits own = deployment == null ? NONE : deployment;
    CallLimits wider = provider == null ? NONE : provider;
    return new CallLimits(
      own.callTimeoutSeconds == null ? wider.callTimeoutSeconds : own.callTimeoutSeconds,
      own.longestCallSeconds == null ? wider.longestCallSeconds : own.longestCallSeconds,
      own.maxConcurrentCalls == null ? wider.maxConcurrentCalls : own.maxConcurrentCalls
    );
  }
}
