package io.keyfold.authconfig.configs;

import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownDeployment;
import io.keyfold.authconfig.configs.model.ProviderConfig;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.web.ListQuery;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Filters a list of provider configs.
 *
 * @param availableFor deployments that could use it; empty for no filter
 */
record ConfigFilter(ListQuery query, Optional<List<KnownDeployment>> availableFor, Optional<String> search) {
  private static final String AVAILABLE_FOR = "available_for_provider_deployment_id";

  static ConfigFilter of(State deployments, TenantId tenant, ListQuery query) {
    return new ConfigFilter(
      query,
      query.filters().containsKey(AVAILABLE_FOR)
        ? Optional.of(
            query
              .values(AVAILABLE_FOR)
              .stream()
              .flatMap(id -> deployments.find(CatalogueProjection.deployment(tenant, id)).stream())
              .toList()
          )
        : Optional.empty(),
      query.one("search").map(text -> text.toLowerCase(Locale.ROOT))
    );
  }

  boolean matches(ProviderConfig config) {
    return (
      query.admits("status", config.archived() ? "archived" : "active") &&
      query.admits("provider_id", config.providerId()) &&
      query.admits("provider_deployment_id", config.deploymentId()) &&
      query.admits("user", config.user()) &&
      query.admits("identity_id", config.user()) &&
      query.within("created_at", config.createdAt()) &&
      query.within("updated_at", config.updatedAt()) &&
      availableFor.map(some -> some.stream().anyMatch(one -> availableFor(config, one))).orElse(true) &&
      search.map(text -> contains(config, text)).orElse(true)
    );
  }

  private static boolean availableFor(ProviderConfig config, KnownDeployment deployment) {
    return (
      config.providerId().equals(deployment.providerId()) &&
      (config.deploymentId() == null || config.deploymentId().equals(deployment.id()))
    );
  }

  private static boolean contains(ProviderConfig config, String text) {
    return Stream.of(config.id(), config.about().name(), config.about().description()).anyMatch(
      field -> field != null && field.toLowerCase(Locale.ROOT).contains(text)
    );
  }
}
