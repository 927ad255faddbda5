package io.keyfold.session.usage.view;

/**
 * The last sequence of a spool on a partition of the usage records.
 *
 * @param sequence every record of the spool up to this sequence is folded
 */
public record LastSequence(long sequence) {}
