package io.keyfold.deployment.read;

import io.keyfold.deployment.provider.AuthMethod;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.web.ListQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Finds providers that a tenant sees: its own and the shipped ones. */
final class VisibleProviders {

  private VisibleProviders() {}

  /**
   * A part of a provider version.
   *
   * @param version the version
   * @param value the part
   */
  record Part<T>(ProviderVersion version, T value) {}

  /** {@return the versions selected by a list query: those it names, else the current ones} */
  static List<ProviderVersion> versions(State state, TenantId tenant, ListQuery query) {
    List<String> named = query.values("provider_version_id");
    List<ProviderVersion> versions = new ArrayList<>();
    if (query.filters().containsKey("provider_version_id")) {
      named.forEach(id -> Providers.visibleVersion(state, tenant, id).ifPresent(versions::add));
    } else {
      Providers.owners(tenant).forEach(owner ->
        state.scan(Scan.all(owner, Providers.kind()), (id, published) -> versions.add(current(published)))
      );
    }
    return versions
      .stream()
      .filter(version -> query.admits("provider_id", version.provider().id()))
      .toList();
  }

  /** {@return the auth method with this id in the current version of its provider} */
  static Optional<Part<AuthMethod>> authMethod(State state, TenantId tenant, String id) {
    return part(state, tenant, id, Provider::authMethod);
  }

  /** {@return the tool with this id in the current version of its provider} */
  static Optional<Part<Provider.Tool>> tool(State state, TenantId tenant, String id) {
    return part(state, tenant, id, Provider::tool);
  }

  static ProviderVersion current(VersionedProvider published) {
    return new ProviderVersion(published.provider(), published.version(), published.updatedAt());
  }

  /** A part's id contains its provider's id, so only a few providers are candidates. */
  private static <T> Optional<Part<T>> part(
    State state,
    TenantId tenant,
    String id,
    BiFunction<Provider, String, Optional<T>> find
  ) {
    int begin = id.indexOf('_') + 1;
    for (int end = id.indexOf('_', begin); end > 0; end = id.indexOf('_', end + 1)) {
      Optional<VersionedProvider> provider = Providers.visible(state, tenant, "prv_" + id.substring(begin, end));
      Optional<Part<T>> found = provider.flatMap(published ->
        find.apply(published.provider(), id).map(value -> new Part<>(current(published), value))
      );
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
