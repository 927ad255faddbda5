package io.keyfold.chaos.ledger;

/**
 * A state of an object.
 *
 * @param version from 1
 * @param name the name, which tells the revision
 * @param archived whether it is archived
 */
public record ObjectState(long version, String name, boolean archived) {}
