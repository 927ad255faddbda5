package io.keyfold.platform.error;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An error response of the API. The only exception that is shown to callers; all others become
 * {@code internal_server_error} with a request id. Its texts never contain a secret.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<FieldError> errors;
  private final @Nullable String entity;
  private final @Nullable String id;
  private final @Nullable String hint;
  private final @Nullable Duration retryAfter;

  private ApiException(
    ErrorCode code,
    String message,
    List<FieldError> errors,
    @Nullable String entity,
    @Nullable String id,
    @Nullable String hint,
    @Nullable Duration retryAfter
  ) {
    super(message, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.entity = entity;
    this.id = id;
    this.hint = hint;
    this.retryAfter = retryAfter;
  }

  /** {@return an error with a message} */
  public static ApiException of(ErrorCode code, String message) {
    return new ApiException(code, message, List.of(), null, null, null, null);
  }

  /** {@return an error with a message and a hint how to fix it} */
  public static ApiException of(ErrorCode code, String message, String hint) {
    return new ApiException(code, message, List.of(), null, null, hint, null);
  }

  /** {@return an error about one object} */
  public static ApiException about(ErrorCode code, String entity, String id, String message) {
    return new ApiException(code, message, List.of(), entity, id, null, null);
  }

  /** {@return an error about one object, with a hint how to fix it} */
  public static ApiException about(ErrorCode code, String entity, String id, String message, @Nullable String hint) {
    return new ApiException(code, message, List.of(), entity, id, hint, null);
  }

  /** {@return a 404 error for an object; used for other tenants' objects as well} */
  public static ApiException notFound(String entity, String id) {
    return new ApiException(ErrorCode.NOT_FOUND, "No " + entity + " with this id", List.of(), entity, id, null, null);
  }

  /** {@return an error about fields of the request} */
  public static ApiException invalid(List<FieldError> errors) {
    String first = errors.isEmpty() ? "The request is invalid" : errors.get(0).message();
    return new ApiException(ErrorCode.INVALID_DATA, first, errors, null, null, null, null);
  }

  /** {@return an error about one field of the request} */
  public static ApiException invalid(String code, String message, String... path) {
    return invalid(List.of(new FieldError(code, message, List.of(path))));
  }

  /** {@return an error with a specific code about one field of the request} */
  public static ApiException field(ErrorCode code, String message, List<String> path) {
    return new ApiException(code, message, List.of(new FieldError(code.wire(), message, path)), null, null, null, null);
  }

  /** {@return the same error, which also says when to retry} */
  public ApiException retryAfter(Duration delay) {
    return new ApiException(code, text(), errors, entity, id, hint, delay);
  }

  /** {@return the error code} */
  public ErrorCode code() {
    return code;
  }

  /** {@return the message, never null} */
  public String text() {
    String message = getMessage();
    return message == null ? code.wire() : message;
  }

  /** {@return the field errors; may be empty} */
  public List<FieldError> errors() {
    return errors;
  }

  /** {@return the type of the object that the error is about} */
  public @Nullable String entity() {
    return entity;
  }

  /** {@return the id of the object that the error is about} */
  public @Nullable String id() {
    return id;
  }

  /** {@return how to fix it} */
  public @Nullable String hint() {
    return hint;
  }

  /** {@return when to retry, if that is known} */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }
}
