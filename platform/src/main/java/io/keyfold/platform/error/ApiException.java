package io.keyfold.platform.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request that ends in an error of the API. The one exception that the web layer shows to callers; whatever else is
 * thrown becomes {@code internal_server_error} with a request id. Its texts never hold a secret.
 */
public final class ApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient List<FieldError> errors;
  private final @Nullable String entity;
  private final @Nullable String id;
  private final @Nullable String hint;

  private ApiException(
    ErrorCode code,
    String message,
    List<FieldError> errors,
    @Nullable String entity,
    @Nullable String id,
    @Nullable String hint
  ) {
    super(message, null, false, false);
    this.code = code;
    this.errors = List.copyOf(errors);
    this.entity = entity;
    this.id = id;
    this.hint = hint;
  }

  /** {@return an error with a message} */
  public static ApiException of(ErrorCode code, String message) {
    return new ApiException(code, message, List.of(), null, null, null);
  }

  /** {@return an error with a message and a hint how to mend it} */
  public static ApiException of(ErrorCode code, String message, String hint) {
    return new ApiException(code, message, List.of(), null, null, hint);
  }

  /** {@return an error about one object} */
  public static ApiException about(ErrorCode code, String entity, String id, String message) {
    return new ApiException(code, message, List.of(), entity, id, null);
  }

  /** {@return the 404 of an object; another tenant's object is answered the same} */
  public static ApiException notFound(String entity, String id) {
    return new ApiException(ErrorCode.NOT_FOUND, "No " + entity + " with this id", List.of(), entity, id, null);
  }

  /** {@return an error about fields of the request} */
  public static ApiException invalid(List<FieldError> errors) {
    String first = errors.isEmpty() ? "The request is not valid" : errors.get(0).message();
    return new ApiException(ErrorCode.INVALID_DATA, first, errors, null, null, null);
  }

  /** {@return an error about one field of the request} */
  public static ApiException invalid(String code, String message, String... path) {
    return invalid(List.of(new FieldError(code, message, List.of(path))));
  }

  /** {@return an error with a code of its own about one field of the request} */
  public static ApiException field(ErrorCode code, String message, List<String> path) {
    return new ApiException(code, message, List.of(new FieldError(code.wire(), message, path)), null, null, null);
  }

  /** {@return the error code} */
  public ErrorCode code() {
    return code;
  }

  /** {@return the message; never null, unlike the one of other exceptions} */
  public String text() {
    String message = getMessage();
    return message == null ? code.wire() : message;
  }

  /** {@return what was wrong with which field; may be empty} */
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

  /** {@return how to mend it} */
  public @Nullable String hint() {
    return hint;
  }
}
