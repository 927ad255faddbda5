package io.keyfold.deployment.read;

import io.keyfold.deployment.provider.AuthMethod;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderVersion;
import io.keyfold.deployment.provider.Providers;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Capabilities: auth methods, tools and specifications of the named provider versions, or else of the current ones.
 */
@RestController
@RequiresScope("instance.provider:read")
class CapabilityController {

  private final View view;
  private final Lists lists;

  CapabilityController(@Qualifier("deploymentsView") View view, Lists lists) {
    this.view = view;
    this.lists = lists;
  }

  /** Lists auth methods. */
  @GetMapping("/provider-auth-methods")
  Mono<ListBody<AuthMethodBody>> authMethods(
    Caller caller,
    @Filters({ "provider_version_id", "provider_id" }) ListQuery query
  ) {
    return page(
      caller,
      query,
      version ->
        version
          .provider()
          .authMethods()
          .stream()
          .map(method -> new VisibleProviders.Part<>(version, method)),
      part -> part.value().id(),
      (id, part) -> true,
      part -> AuthMethodBody.of(part.version(), part.value())
    );
  }

  /** Gets an auth method of a provider's current version. */
  @GetMapping("/provider-auth-methods/{id}")
  Mono<AuthMethodBody> authMethod(Caller caller, @PathVariable String id) {
    TenantId tenant = caller.tenant();
    Mono<VisibleProviders.Part<AuthMethod>> found = view.await(tenant.value(), state ->
      VisibleProviders.authMethod(state, tenant, id)
    );
    return found
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.auth_method", id)))
      .map(part -> AuthMethodBody.of(part.version(), part.value()));
  }

  /** Lists tools that are declared in advance. A live MCP server may have more. */
  @GetMapping({ "/provider-tools", "/providers-tools" })
  Mono<ListBody<ToolBody>> tools(
    Caller caller,
    @Filters({ "provider_version_id", "provider_id", "provider_auth_method_id" }) ListQuery query
  ) {
    return page(
      caller,
      query,
      version ->
        version
          .provider()
          .tools()
          .stream()
          .map(tool -> new VisibleProviders.Part<>(version, tool)),
      part -> part.value().id(),
      (id, part) ->
        query.admitsAny(
          "provider_auth_method_id",
          part.version().provider().authMethods().stream().map(AuthMethod::id).toList()
        ),
      part -> ToolBody.of(part.version(), part.value())
    );
  }

  /** Gets a tool of a provider's current version. */
  @GetMapping({ "/provider-tools/{id}", "/providers-tools/{id}" })
  Mono<ToolBody> tool(Caller caller, @PathVariable String id) {
    TenantId tenant = caller.tenant();
    Mono<VisibleProviders.Part<Provider.Tool>> found = view.await(tenant.value(), state ->
      VisibleProviders.tool(state, tenant, id)
    );
    return found
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.tool", id)))
      .map(part -> ToolBody.of(part.version(), part.value()));
  }

  /** Lists specifications: the tools and auth methods of a provider version. */
  @GetMapping("/provider-specifications")
  Mono<ListBody<SpecificationBody>> specifications(
    Caller caller,
    @Filters({ "provider_version_id", "provider_id" }) ListQuery query
  ) {
    return page(
      caller,
      query,
      Stream::of,
      version -> version.provider().specificationId(),
      (id, version) -> true,
      SpecificationBody::of
    );
  }

  /** Gets a specification. */
  @GetMapping("/provider-specifications/{id}")
  Mono<SpecificationBody> specification(Caller caller, @PathVariable String id) {
    String versionId = "pvr_" + id.substring(id.indexOf('_') + 1);
    TenantId tenant = caller.tenant();
    return view
      .await(tenant.value(), state -> Providers.visibleVersion(state, tenant, versionId))
      .filter(version -> version.provider().specificationId().equals(id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.specification", id)))
      .map(SpecificationBody::of);
  }

  private <T, B> Mono<ListBody<B>> page(
    Caller caller,
    ListQuery query,
    Function<ProviderVersion, Stream<T>> parts,
    Function<T, String> id,
    BiPredicate<String, T> matches,
    Function<T, B> render
  ) {
    return Mono.defer(() -> {
      List<T> all = VisibleProviders.versions(view, caller.tenant(), query).stream().flatMap(parts).toList();
      return lists.page(all, id, query, matches, render);
    });
  }
}
