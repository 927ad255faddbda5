package io.keyfold.ledger.operations;

/**
 * A usage spool on one partition, on which its records are in the order of their sequences.
 *
 * @param partition the partition
 * @param id the spool's id
 */
public record Spool(int partition, String id) {}
