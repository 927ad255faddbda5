package io.keyfold.authconfig.catalogue;

import io.keyfold.platform.log.Versioned;
import io.keyfold.platform.url.UrlTemplate;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A provider, with the fields that auth configs need.
 *
 * @param id e.g. {@code prv_slack}
 * @param version number of publications, from 1
 * @param versionId id of the current version
 * @param name display name
 * @param mcpUrl its MCP endpoint
 * @param authMethods auth methods; empty if none is needed
 * @param configSchema JSON Schema of its settings; null if it has none. The MCP endpoint is then a
 *     {@link UrlTemplate}
 * @param createdAt time of the first publication
 * @param updatedAt time of the current version's publication
 */
public record KnownProvider(
  String id,
  long version,
  String versionId,
  String name,
  String mcpUrl,
  List<KnownMethod> authMethods,
  @Nullable String configSchema,
  Instant createdAt,
  Instant updatedAt
) implements Versioned {
  /** Copies the methods. */
  public KnownProvider {
    authMethods = List.copyOf(authMethods);
  }

  /** {@return id of the current version's specification in the API} */
  public String specificationId() {
    return "psp_" + versionId.substring(versionId.indexOf('_') + 1);
  }

  /** {@return the host that calls go to; with placeholders in the host, the part that is fixed; null without a host} */
  public @Nullable String host() {
    return UrlTemplate.isTemplate(mcpUrl) ? UrlTemplate.of(mcpUrl).fixedHost() : URI.create(mcpUrl).getHost();
  }

  /** {@return the method with this id, else with this key, else the first of this type, e.g. {@code oauth}} */
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
