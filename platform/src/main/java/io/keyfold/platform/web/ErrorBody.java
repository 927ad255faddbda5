package io.keyfold.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON error object. Unlike in other objects, absent values are omitted.
 *
 * @param object always "error"
 * @param ok always false
 * @param status the HTTP status
 * @param code the error code
 * @param message what was wrong
 * @param hint how to fix it, or where the code is documented
 * @param entity type of the object that the error is about
 * @param id id of that object
 * @param errors field errors
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ErrorBody(
  String object,
  boolean ok,
  int status,
  String code,
  String message,
  String hint,
  @Nullable String entity,
  @Nullable String id,
  @Nullable List<FieldError> errors
) {
  /** {@return the JSON form of the error} Without a hint of its own, it links to the documentation of its code. */
  static ErrorBody of(ApiException error, PublicUrl publicUrl) {
    String hint = error.hint();
    return new ErrorBody(
      "error",
      false,
      error.code().status(),
      error.code().wire(),
      error.text(),
      hint == null ? "See " + publicUrl.link("/docs/errors#" + error.code().wire()) : hint,
      error.entity(),
      error.id(),
      error.errors().isEmpty() ? null : error.errors()
    );
  }
}
