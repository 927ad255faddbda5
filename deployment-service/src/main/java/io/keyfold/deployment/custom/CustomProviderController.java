package io.keyfold.deployment.custom;

import io.keyfold.deployment.provider.Providers;
import io.keyfold.deployment.provider.VersionedProvider;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Custom providers: MCP servers that a tenant adds. The tenant can deploy them like any provider of the catalogue;
 * other tenants do not see them.
 */
@RestController
@RequestMapping("/custom-providers")
class CustomProviderController {

  private static final String READ = "instance.provider:read";
  private static final String WRITE = "instance.provider:write";
  private static final String ENTITY = "custom_provider";

  private final View view;
  private final Writer writer;
  private final Lists lists;
  private final Merge merge;
  private final CustomProviderCommands commands;

  CustomProviderController(@Qualifier("deploymentsView") View view, Writer writer, Lists lists, UrlGuard urls) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
    this.merge = new Merge(view, writer);
    this.commands = new CustomProviderCommands(urls);
  }

  /** Creates a custom provider. */
  @PostMapping
  @RequiresScope(WRITE)
  Mono<ResponseEntity<CustomProviderBody>> create(
    WriteRequest write,
    @JsonBody("create-custom-provider") CreateCustomProviderBody body
  ) {
    return writer.write(write, () -> commands.create(write, body)).flatMap(done -> answer(write.tenant(), done));
  }

  /** Lists custom providers. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<CustomProviderBody>> list(
    Caller caller,
    @Filters(times = { "created_at", "updated_at" }) ListQuery query
  ) {
    return lists.page(
      view,
      Scan.all(caller.tenant(), Providers.kind()),
      query,
      (id, provider) ->
        query.within("created_at", provider.createdAt()) && query.within("updated_at", provider.updatedAt()),
      CustomProviderBody::of
    );
  }

  /** Gets a custom provider. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<CustomProviderBody>> get(Caller caller, @PathVariable String id) {
    return view
      .await(Providers.key(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)))
      .map(CustomProviderController::ok);
  }

  /**
   * Publishes a new version of a custom provider; omitted fields keep their value.
   *
   * <p>Changing where credentials are sent also requires the scope {@code instance.provider.auth:write}.
   */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  Mono<ResponseEntity<CustomProviderBody>> update(
    Caller caller,
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("update-custom-provider") UpdateCustomProviderBody body
  ) {
    return merge
      .write(write, Providers.key(write.tenant(), id), ENTITY, VersionedProvider::version, (current, guarded) ->
        commands.update(caller, current, guarded, body)
      )
      .flatMap(done -> answer(write.tenant(), done));
  }

  private Mono<ResponseEntity<CustomProviderBody>> answer(TenantId tenant, Committed done) {
    return view.await(Providers.key(tenant, done.objectId())).map(CustomProviderController::ok);
  }

  private static ResponseEntity<CustomProviderBody> ok(VersionedProvider provider) {
    return VersionedResponse.ok(provider.version(), CustomProviderBody.of(provider));
  }
}
