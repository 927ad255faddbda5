package io.keyfold.session.usage.totals;

/**
 * Where a record is on the topic of the records of use.
 *
 * @param partition partition
 * @param offset offset
 */
public record Source(int partition, long offset) {}
