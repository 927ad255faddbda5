package io.keyfold.platform.breaker;

import java.time.Duration;

/**
 * When a circuit breaker opens, and for how long.
 *
 * @param calls number of the last calls that the percentage is of
 * @param failures percentage of failed calls above which no further calls are made for a while
 * @param pause how long none are made, before a few probes
 */
public record BreakerSettings(int calls, int failures, Duration pause) {}
