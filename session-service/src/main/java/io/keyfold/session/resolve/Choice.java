package io.keyfold.session.resolve;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.credentials.AuthConfig;
import org.jspecify.annotations.Nullable;

/** What the rule says to a deployment and what is known of its credentials. */
public sealed interface Choice {
  /**
   * This credential.
   *
   * @param config the auth config
   * @param reason why this one
   */
  record Chosen(AuthConfig config, Reason reason) implements Choice {}

  /** No credential is needed. */
  record NoneNeeded() implements Choice {}

  /**
   * No call can be made.
   *
   * @param code the error code
   * @param message why, and how to mend it
   * @param entity what the error is about, if it is about one object
   * @param id the object's id
   */
  record Refused(ErrorCode code, String message, @Nullable String entity, @Nullable String id) implements Choice {
    /** {@return the error of the API} */
    public ApiException error() {
      return entity == null || id == null
        ? ApiException.of(code, message)
        : ApiException.about(code, entity, id, message);
    }
  }
}
