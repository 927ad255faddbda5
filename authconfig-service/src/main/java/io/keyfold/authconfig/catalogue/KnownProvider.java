package io.keyfold.authconfig.catalogue;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A provider, as far as auth configs show it.
 *
 * @param id e.g. {@code prv_slack}
 * @param version counts publications from 1
 * @param versionId id of the current version
 * @param authMethods ways to authenticate; empty if none is needed
 * @param createdAt when it was first published
 * @param updatedAt when the current version was published
 */
public record KnownProvider(
  String id,
  long version,
  String versionId,
  List<KnownMethod> authMethods,
  Instant createdAt,
  Instant updatedAt
) {
  /** Copies the methods. */
  public KnownProvider {
    authMethods = List.copyOf(authMethods);
  }

  /** {@return the id under which the API shows the current version's capabilities} */
  public String specificationId() {
    return "psp_" + versionId.substring(versionId.indexOf('_') + 1);
  }

  /** {@return the method with this id, else with this key, else the first of this type ({@code oauth}, ...)} */
  public Optional<KnownMethod> method(String idOrKeyOrType) {
    return authMethods
      .stream()
      .filter(method -> method.id().equals(idOrKeyOrType))
      .findFirst()
      .or(() ->
        authMethods
          .stream()
          .filter(method -> method.key().equals(idOrKeyOrType))
          .findFirst()
      )
      .or(() ->
        authMethods
          .stream()
          .filter(method -> method.wireType().equals(idOrKeyOrType))
          .findFirst()
      );
  }
}
