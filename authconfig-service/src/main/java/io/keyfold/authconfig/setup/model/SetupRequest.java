package io.keyfold.authconfig.setup.model;

import io.keyfold.schema.SetupSessionType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the creator of a setup session asked for. It never changes.
 *
 * @param type what the user is asked for
 * @param providerId the provider
 * @param deploymentId the only deployment that may use the result; null for any of the provider
 * @param authMethodId the auth method; null: the user chooses
 * @param appId the OAuth app; null: the deployment's, the tenant's or the platform's
 * @param authConfigId the auth config that is created or reconnected; names nothing if only settings are asked for
 * @param configId the provider config that is created; null if no settings are asked for
 * @param reconnect whether the auth config exists
 * @param redirectUrl where the browser goes at the end
 * @param configuration the caller's configuration of the page as a JSON object
 * @param scopes scopes to request; empty: those of the app
 */
public record SetupRequest(
  SetupSessionType type,
  String providerId,
  @Nullable String deploymentId,
  @Nullable String authMethodId,
  @Nullable String appId,
  String authConfigId,
  @Nullable String configId,
  boolean reconnect,
  @Nullable String redirectUrl,
  @Nullable String configuration,
  List<String> scopes
) {
  /** Copies the scopes. */
  public SetupRequest {
    scopes = List.copyOf(scopes);
  }

  /** {@return whether the user is asked for a credential, and not for settings only} */
  public boolean asksForCredential() {
    return type != SetupSessionType.CONFIG_ONLY;
  }
}
