package io.keyfold.deployment.tenant;

import io.keyfold.platform.access.Scopes;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Determines the scopes of a new key, which never exceed those of its creator. */
final class KeyScopes {

  private static final String ORGANIZATION = "organization.";
  private static final String INSTANCE = "instance.";

  private KeyScopes() {}

  static List<String> of(String type, @Nullable List<String> asked, Set<String> callers) {
    return asked == null ? byType(type, callers) : named(asked, callers);
  }

  /** {@return the scopes of a new tenant's first key: all except those that concern other tenants} */
  static List<String> ofFirstKey() {
    return Scopes.ALL.stream()
      .filter(scope -> scope.startsWith(INSTANCE) || scope.startsWith(ORGANIZATION))
      .toList();
  }

  private static List<String> named(List<String> asked, Set<String> callers) {
    SortedSet<String> scopes = Scopes.checked(asked, "scopes");
    SortedSet<String> beyond = new TreeSet<>(scopes);
    beyond.removeAll(callers);
    if (!beyond.isEmpty()) {
      throw ApiException.of(
        ErrorCode.FORBIDDEN,
        "A key cannot grant scopes that it does not have: " + String.join(", ", beyond)
      );
    }
    return List.copyOf(scopes);
  }

  private static List<String> byType(String type, Set<String> callers) {
    List<String> scopes = Scopes.ALL.stream()
      .filter(callers::contains)
      .filter(
        scope ->
          switch (type) {
            case "instance_access_token_publishable" -> scope.equals("instance.provider:read");
            case "organization_management_token" -> scope.startsWith(INSTANCE) || scope.startsWith(ORGANIZATION);
            default -> scope.startsWith(INSTANCE);
          }
      )
      .toList();
    if (scopes.isEmpty()) {
      throw ApiException.of(ErrorCode.FORBIDDEN, "The caller's key has none of the scopes of this type of key");
    }
    return scopes;
  }
}
