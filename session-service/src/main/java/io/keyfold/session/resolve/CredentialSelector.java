package io.keyfold.session.resolve;

import org.jspecify.annotations.Nullable;

/**
 * What a session provider says about the credential and the settings of its calls.
 *
 * @param user the session's user; null: none
 * @param authConfigId the auth config that it names
 * @param label label of the user's credential that it names
 * @param configId the provider config that it names
 */
public record CredentialSelector(
  @Nullable String user,
  @Nullable String authConfigId,
  @Nullable String label,
  @Nullable String configId
) {
  /** No user and no name: the deployment's own credential and settings. */
  public static final CredentialSelector NONE = new CredentialSelector(null, null, null, null);

  /** Names no provider config. */
  public CredentialSelector(@Nullable String user, @Nullable String authConfigId, @Nullable String label) {
    this(user, authConfigId, label, null);
  }
}
