package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.setup.model.SetupRequest;
import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.State;
import io.keyfold.platform.web.ListQuery;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** Filters a list of setup sessions. */
record SetupFilter(State deployments, TenantId tenant, ListQuery query, Clock clock) {
  private static final String METHOD = "provider_auth_method_id";

  boolean matches(SetupSession session) {
    SetupRequest asked = session.request();
    return (
      query.admits("status", session.statusAt(clock.instant()).name().toLowerCase(Locale.ROOT)) &&
      query.admits("provider_id", asked.providerId()) &&
      query.admits("provider_deployment_id", asked.deploymentId()) &&
      query.admits("provider_auth_config_id", asked.authConfigId()) &&
      query.admits("provider_auth_credentials_id", asked.appId()) &&
      query.admits("user", session.owner().user()) &&
      query.admits("identity_id", session.owner().user()) &&
      query.within("created_at", session.createdAt()) &&
      query.within("updated_at", session.updatedAt()) &&
      (!query.filters().containsKey(METHOD) || query.admitsAny(METHOD, methodNames(asked)))
    );
  }

  /** As in requests, a method can be given by id, key or type. */
  private List<String> methodNames(SetupRequest asked) {
    String id = asked.authMethodId();
    return id == null
      ? List.of()
      : CatalogueProjection.provider(deployments, tenant, asked.providerId())
          .flatMap(provider -> provider.method(id))
          .map(method -> List.of(method.id(), method.key(), method.wireType()))
          .orElse(List.of(id));
  }
}
