package io.keyfold.authconfig.model;

/**
 * An index entry.
 *
 * @param authConfigId the referenced auth config
 */
public record AuthConfigRef(String authConfigId) {}
