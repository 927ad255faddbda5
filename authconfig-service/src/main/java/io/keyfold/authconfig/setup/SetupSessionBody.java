package io.keyfold.authconfig.setup;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.keyfold.authconfig.configs.ConfigBody;
import io.keyfold.authconfig.credentials.AuthConfigBody;
import io.keyfold.authconfig.credentials.AuthMethodBody;
import io.keyfold.authconfig.credentials.CredentialsBody;
import io.keyfold.authconfig.credentials.DeploymentPreviewBody;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A setup session: a link to a page on which a user connects an account or types a credential, once.
 *
 * @param object always {@code provider.setup_session}
 * @param type {@code auth_only}, {@code config_only} or {@code auth_and_config}
 * @param status {@code pending}, {@code completed}, {@code failed}, {@code expired} or {@code archived}
 * @param url the link for the user; treat it as a secret. Null once the session is not pending
 * @param configuration the caller's configuration, unchanged
 * @param user the tenant's own id of the user
 * @param identityId the same as {@code user}, for existing clients
 * @param identityCredentialId always null
 * @param label tells several credentials of one user apart
 * @param binding how the user is bound: {@code challenge}, {@code verify_url} or {@code confirm}
 * @param authMethod the auth method; null while the user has not chosen one
 * @param deployment the only deployment that may use the result
 * @param credentials the OAuth app, if one was named
 * @param authConfig the resulting auth config, once completed
 * @param config the resulting provider config, once completed; null if no settings are asked for
 * @param consent what the user submitted last; null before
 * @param failure why it failed; null unless it did
 * @param redirectUrl where the browser goes at the end
 * @param uiMode always {@code metorial_elements}, for existing clients
 */
record SetupSessionBody(
  String object,
  String id,
  String type,
  String status,
  @Nullable String url,
  @Nullable String name,
  @Nullable String description,
  @JsonRawValue @Nullable String metadata,
  @JsonRawValue @Nullable String configuration,
  String providerId,
  @Nullable String user,
  @Nullable String identityId,
  @Nullable String identityCredentialId,
  @Nullable String label,
  String binding,
  @Nullable AuthMethodBody authMethod,
  @Nullable DeploymentPreviewBody deployment,
  @Nullable CredentialsBody credentials,
  @Nullable AuthConfigBody authConfig,
  @Nullable ConfigBody config,
  @Nullable Consent consent,
  @Nullable String failure,
  String uiMode,
  @Nullable String redirectUrl,
  Instant expiresAt,
  Instant createdAt,
  Instant updatedAt
) {
  /**
   * What the user submitted. It is not usable before the session is completed.
   *
   * @param accountId the provider's id of the connected account
   * @param accountName display name of the connected account
   * @param scopesRequested the requested scopes
   * @param scopesGranted the granted scopes; empty if the provider did not return them
   * @param scopesMissing requested scopes that were not granted
   */
  record Consent(
    @Nullable String accountId,
    @Nullable String accountName,
    List<String> scopesRequested,
    List<String> scopesGranted,
    List<String> scopesMissing
  ) {}
}
