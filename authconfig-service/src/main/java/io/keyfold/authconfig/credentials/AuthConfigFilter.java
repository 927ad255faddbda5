package io.keyfold.authconfig.credentials;

import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownDeployment;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigRef;
import io.keyfold.authconfig.users.model.Users;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.web.ListQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Filters a list of auth configs.
 *
 * @param availableFor deployments that could use it; empty for no filter
 * @param connection the connection status to return; empty for no filter
 * @param usable whether to return usable or unusable ones; empty for no filter
 */
record AuthConfigFilter(
  State deployments,
  TenantId tenant,
  ListQuery query,
  Optional<List<KnownDeployment>> availableFor,
  Optional<String> usable,
  Optional<String> connection,
  Optional<String> search
) {
  private static final String AVAILABLE_FOR = "available_for_provider_deployment_id";

  static AuthConfigFilter of(State deployments, TenantId tenant, ListQuery query) {
    Optional<List<KnownDeployment>> availableFor = query.filters().containsKey(AVAILABLE_FOR)
      ? Optional.of(
          query
            .values(AVAILABLE_FOR)
            .stream()
            .map(id -> deployments.find(CatalogueProjection.deployment(tenant, id)))
            .flatMap(Optional::stream)
            .toList()
        )
      : Optional.empty();
    return new AuthConfigFilter(
      deployments,
      tenant,
      query,
      availableFor,
      query.oneOf("available_for_use", Set.of("true", "false")),
      query.oneOf("connection_status", Set.of(AuthConfigTypes.CONNECTED, AuthConfigTypes.NEEDS_RECONNECT)),
      query.one("search").map(text -> text.toLowerCase(Locale.ROOT))
    );
  }

  /** {@return whether only the auth configs of some users are wanted} */
  boolean byUser() {
    return query.filters().containsKey("user") || query.filters().containsKey("identity_id");
  }

  /** {@return the index entries of the wanted users' auth configs, instead of all auth configs of the tenant} */
  List<Scan<AuthConfigRef>> ofUsers(State authConfigs) {
    return query
      .values(query.filters().containsKey("user") ? "user" : "identity_id")
      .stream()
      .distinct()
      .map(user -> Users.find(authConfigs, tenant, user))
      .flatMap(Optional::stream)
      .map(user -> Users.credentials(tenant, user.id()))
      .toList();
  }

  boolean matches(AuthConfig config) {
    return (
      query.admits("status", config.status().name().toLowerCase(Locale.ROOT)) &&
      query.admits("provider_id", config.providerId()) &&
      query.admits("provider_deployment_id", config.deploymentId()) &&
      query.admits("user", config.owner().user()) &&
      query.admits("identity_id", config.owner().user()) &&
      query.admits("label", config.owner().label()) &&
      query.admits("provider_auth_credentials_id", config.grant() == null ? config.appId() : config.grant().appId()) &&
      connection.map(wanted -> wanted.equals(AuthConfigTypes.connectionStatus(config))).orElse(true) &&
      query.within("created_at", config.createdAt()) &&
      query.within("updated_at", config.updatedAt()) &&
      usable.map(wanted -> wanted.equals(Boolean.toString(AuthConfigTypes.usable(config)))).orElse(true) &&
      availableFor.map(some -> some.stream().anyMatch(one -> availableFor(config, one))).orElse(true) &&
      search.map(text -> contains(config, text)).orElse(true) &&
      (!query.filters().containsKey("provider_auth_method_id") ||
        query.admitsAny("provider_auth_method_id", methodNames(config)))
    );
  }

  private static boolean availableFor(AuthConfig config, KnownDeployment deployment) {
    return config.providerId().equals(deployment.providerId()) && config.usableBy(deployment.id());
  }

  /** As in requests, a method can be given by id, key or type. */
  private List<String> methodNames(AuthConfig config) {
    return CatalogueProjection.provider(deployments, tenant, config.providerId())
      .flatMap(provider -> provider.method(config.authMethodId()))
      .map(method -> List.of(method.id(), method.key(), method.wireType()))
      .orElse(List.of(config.authMethodId()));
  }

  private static boolean contains(AuthConfig config, String text) {
    return Stream.of(config.id(), config.name(), config.description()).anyMatch(
      field -> field != null && field.toLowerCase(Locale.ROOT).contains(text)
    );
  }
}
