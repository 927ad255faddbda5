package io.keyfold.session.usage.view;

/**
 * How far the totals are on one partition of the records.
 *
 * @param offset every record up to this offset is in
 */
public record Progress(long offset) {}
