package io.keyfold.session.usage.view;

/**
 * Progress of the totals on one partition of the records.
 *
 * @param offset every record up to this offset is included
 */
public record Progress(long offset) {}
