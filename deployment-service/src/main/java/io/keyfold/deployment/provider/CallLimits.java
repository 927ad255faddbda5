package io.keyfold.deployment.provider;

import org.jspecify.annotations.Nullable;

/**
 * Limits of the calls to a provider. An omitted limit of a deployment is that of its provider, and an omitted limit of
 * a provider is the operator's. The operator can cap each of them.
 *
 * @param callTimeoutSeconds seconds that a call may take without a message of the provider, such as its progress
 * @param longestCallSeconds seconds that a call may take, however much progress the provider reports
 * @param maxConcurrentCalls calls in progress at one server of the provider; further ones are rejected. A deployment
 *     with a limit of its own is counted apart
 */
public record CallLimits(
  @Nullable Integer callTimeoutSeconds,
  @Nullable Integer longestCallSeconds,
  @Nullable Integer maxConcurrentCalls
) {
  private static final CallLimits NONE = new CallLimits(null, null, null);

  /** {@return the limits of a command or event; null if there are none} */
  public static @Nullable CallLimits fromAvro(io.keyfold.schema.@Nullable CallLimits avro) {
    return avro == null
      ? null
      : orNull(
          new CallLimits(avro.getCallTimeoutSeconds(), avro.getLongestCallSeconds(), avro.getMaxConcurrentCalls())
        );
  }

  /** {@return the limits as in commands and events; null if there are none} */
  public static io.keyfold.schema.@Nullable CallLimits toAvro(@Nullable CallLimits limits) {
    return orNull(limits) == null ? null : explicit(limits);
  }

  /** {@return the limits as in a command whose null would keep them: without members if there are none} */
  public static io.keyfold.schema.CallLimits explicit(@Nullable CallLimits limits) {
    CallLimits some = limits == null ? NONE : limits;
    return new io.keyfold.schema.CallLimits(some.callTimeoutSeconds, some.longestCallSeconds, some.maxConcurrentCalls);
  }

  /** {@return the limits; null if they limit nothing, so that equal content is represented equally} */
  public static @Nullable CallLimits orNull(@Nullable CallLimits limits) {
    return NONE.equals(limits) ? null : limits;
  }
}
