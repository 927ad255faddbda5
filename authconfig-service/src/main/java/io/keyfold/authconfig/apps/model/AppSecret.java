package io.keyfold.authconfig.apps.model;

import io.keyfold.platform.vault.SealedValue;

/**
 * The sealed secret of a version of an OAuth app, and the client id that it belongs to. Removed when the version is
 * retired or forgotten.
 *
 * @param version number of the version
 * @param clientId the provider's id of the app
 * @param value the sealed secret
 */
public record AppSecret(long version, String clientId, SealedValue value) {}
