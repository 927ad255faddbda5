package io.keyfold.session.resolve;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.credentials.AuthConfig;
import org.jspecify.annotations.Nullable;

/** The result of {@link ResolutionRule}. */
public sealed interface Choice {
  /**
   * A credential was chosen.
   *
   * @param config the auth config
   * @param reason why it was chosen
   */
  record Chosen(AuthConfig config, Reason reason) implements Choice {}

  /** No credential is needed. */
  record NoneNeeded() implements Choice {}

  /**
   * No call is possible.
   *
   * @param code the error code
   * @param message the cause
   * @param hint the fix; null if the message contains it
   * @param entity type of the object that the error refers to
   * @param id id of that object
   */
  record Refused(ErrorCode code, String message, @Nullable String hint, String entity, String id) implements Choice {
    static Refused ofDeployment(ErrorCode code, String deploymentId, String message, @Nullable String hint) {
      return new Refused(code, message, hint, "provider.deployment", deploymentId);
    }

    static Refused ofAuthConfig(ErrorCode code, String authConfigId, String message, @Nullable String hint) {
      return new Refused(code, message, hint, "provider.auth_config", authConfigId);
    }

    /** {@return the API error} */
    public ApiException error() {
      return ApiException.about(code, entity, id, message, hint);
    }
  }
}
