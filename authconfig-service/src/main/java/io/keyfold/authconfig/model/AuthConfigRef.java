package io.keyfold.authconfig.model;

/**
 * An entry of an index.
 *
 * @param authConfigId what it points at
 */
public record AuthConfigRef(String authConfigId) {}
