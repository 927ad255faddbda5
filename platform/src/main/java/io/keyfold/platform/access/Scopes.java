package io.keyfold.platform.access;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** The scopes of API keys. */
public final class Scopes {

  /** All scopes in order. */
  public static final List<String> ALL = List.of(
    "instance.audit:read",
    "instance.budget:read",
    "instance.budget:write",
    "instance.credential:resolve",
    "instance.price:read",
    "instance.price:write",
    "instance.provider.auth:export",
    "instance.provider.auth:import",
    "instance.provider.auth:read",
    "instance.provider.auth:write",
    "instance.provider.deployment:read",
    "instance.provider.deployment:write",
    "instance.provider.session:read",
    "instance.provider.session:write",
    "instance.provider:read",
    "instance.provider:write",
    "instance.usage:read",
    "organization.api_key:read",
    "organization.api_key:write",
    "platform.tenant:write"
  );

  private static final int MAX_ERRORS = 20;

  private Scopes() {}

  /**
   * {@return the scopes of a request, sorted and distinct}
   *
   * @param scopes the requested scopes
   * @param field name of the field in the request
   * @throws ApiException {@code invalid_data} if a scope is unknown
   */
  public static SortedSet<String> checked(List<String> scopes, String field) {
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < scopes.size() && errors.size() < MAX_ERRORS; i++) {
      if (!ALL.contains(scopes.get(i))) {
        String message = field + "." + i + " is one of: " + String.join(", ", ALL);
        errors.add(new FieldError("unknown_value", message, List.of(field, Integer.toString(i))));
      }
    }
    if (!errors.isEmpty()) {
      throw ApiException.invalid(errors);
    }
    return new TreeSet<>(scopes);
  }
}
