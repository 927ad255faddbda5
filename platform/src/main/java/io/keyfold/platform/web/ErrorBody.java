package io.keyfold.platform.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The error object on the wire. Unlike in other objects, what is not known is left out.
 *
 * @param object always the word error
 * @param ok always false
 * @param status the HTTP status
 * @param code the error's code
 * @param message what was wrong
 * @param hint how to mend it, or where the code is explained
 * @param entity the type of the object that the error is about
 * @param id the id of that object
 * @param errors what was wrong with which field
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
  /** {@return the error as the wire shows it} One without a hint of its own links to the section of its code. */
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
