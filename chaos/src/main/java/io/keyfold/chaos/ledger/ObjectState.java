package io.keyfold.chaos.ledger;

/**
 * The state of an object at one version.
 *
 * @param version from 1
 * @param name the name, which differs at each revision
 * @param archived whether it is archived
 */
public record ObjectState(long version, String name, boolean archived) {}
