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
   * @param message the cause and the fix
   * @param entity type of the object that the error refers to, if any
   * @param id id of that object
   */
  record Refused(ErrorCode code, String message, @Nullable String entity, @Nullable String id) implements Choice {
    /** {@return the API error} */
    public ApiException error() {
      return entity == null || id == null
        ? ApiException.of(code, message)
        : ApiException.about(code, entity, id, message);
    }
  }
}
