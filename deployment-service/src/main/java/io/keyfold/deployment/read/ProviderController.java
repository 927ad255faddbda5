package io.keyfold.deployment.read;

import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import java.util.List;
import java.util.Locale;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Providers: what a tenant can deploy, of the catalogue and its own, with their versions. */
@RestController
@RequiresScope("instance.provider:read")
class ProviderController {

  private final View view;
  private final Lists lists;

  ProviderController(@Qualifier("deploymentsView") View view, Lists lists) {
    this.view = view;
    this.lists = lists;
  }

  /** Lists providers. */
  @GetMapping("/providers")
  Mono<ListBody<ProviderBody>> list(Caller caller, @Filters({ "search" }) ListQuery query) {
    List<Scan<VersionedProvider>> scans = Providers.owners(caller.tenant())
      .map(owner -> Scan.all(owner, Providers.kind()))
      .toList();
    return lists.page(view, scans, query, (id, provider) -> matches(query, provider), ProviderBody::of);
  }

  /** Gets a provider. */
  @GetMapping("/providers/{id}")
  Mono<ResponseEntity<ProviderBody>> get(Caller caller, @PathVariable String id) {
    return view
      .await(caller.tenant().value(), state -> Providers.visible(state, caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider", id)))
      .map(provider -> VersionedResponse.ok(provider.version(), ProviderBody.of(provider)));
  }

  /** Lists provider versions. */
  @GetMapping("/provider-versions")
  Mono<ListBody<ProviderVersionBody>> versions(
    Caller caller,
    @Filters(value = { "provider_id" }, times = { "created_at", "updated_at" }) ListQuery query
  ) {
    List<Scan<ProviderVersion>> scans = Providers.owners(caller.tenant())
      .map(owner -> Scan.all(owner, Providers.versionKind()))
      .toList();
    return lists.page(
      view,
      scans,
      query,
      (id, version) ->
        query.admits("provider_id", version.provider().id()) &&
        query.within("created_at", version.createdAt()) &&
        query.within("updated_at", version.createdAt()),
      version -> body(view, caller, version)
    );
  }

  /** Gets a provider version. */
  @GetMapping("/provider-versions/{id}")
  Mono<ProviderVersionBody> version(Caller caller, @PathVariable String id) {
    return view
      .await(caller.tenant().value(), state -> Providers.visibleVersion(state, caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.version", id)))
      .map(version -> body(view, caller, version));
  }

  private static ProviderVersionBody body(State state, Caller caller, ProviderVersion version) {
    boolean current = Providers.visible(state, caller.tenant(), version.provider().id())
      .filter(provider -> provider.provider().versionId().equals(version.provider().versionId()))
      .isPresent();
    return ProviderVersionBody.of(version, current);
  }

  private static boolean matches(ListQuery query, VersionedProvider published) {
    String text = (published.provider().name() + "\n" + published.provider().slug()).toLowerCase(Locale.ROOT);
    return query
      .one("search")
      .map(search -> text.contains(search.toLowerCase(Locale.ROOT)))
      .orElse(true);
  }
}
