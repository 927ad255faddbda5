package io.keyfold.ledger.usage;

import java.time.Instant;

/**
 * The time whose operations are read, which includes the query's time range.
 *
 * @param from start
 * @param to end, exclusive
 */
public record ReadRange(Instant from, Instant to) {}
