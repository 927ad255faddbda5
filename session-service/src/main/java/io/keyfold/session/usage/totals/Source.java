package io.keyfold.session.usage.totals;

/**
 * Position of a record on the topic of usage records.
 *
 * @param partition partition
 * @param offset offset
 */
public record Source(int partition, long offset) {}
