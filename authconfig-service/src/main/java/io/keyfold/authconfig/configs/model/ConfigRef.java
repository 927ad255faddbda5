package io.keyfold.authconfig.configs.model;

/**
 * An index entry.
 *
 * @param configId the referenced provider config
 */
record ConfigRef(String configId) {}
