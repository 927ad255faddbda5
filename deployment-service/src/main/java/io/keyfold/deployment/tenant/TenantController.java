package io.keyfold.deployment.tenant;

import io.keyfold.deployment.commands.CreateApiKey;
import io.keyfold.deployment.commands.CreateTenant;
import io.keyfold.platform.access.Tenant;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.DerivedSecrets;
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
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tenants: the isolated customers of this installation, managed by the operator only. */
@RestController
@RequestMapping("/tenants")
@RequiresScope("platform.tenant:write")
class TenantController {

  private final View view;
  private final Writer writer;
  private final Lists lists;
  private final KeyCreation creation;

  TenantController(@Qualifier("deploymentsView") View view, Writer writer, Lists lists, DerivedSecrets derived) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
    this.creation = new KeyCreation(view, writer, new KeySecrets(derived));
  }

  /**
   * Creates a tenant and its first API key.
   *
   * <p>The response contains the text of the key.
   */
  @PostMapping
  Mono<ResponseEntity<TenantBody.Created>> create(
    WriteRequest write,
    @JsonBody("create-tenant") CreateTenantBody body
  ) {
    // Two commands: create the tenant, then its first key. After a crash in between, a retry creates the missing key.
    TenantId tenant = TenantIds.of(write);
    WriteRequest first = TenantSwitch.to(tenant, write);
    return writer
      .write(first, () -> Mono.just(new CreateTenant(first.meta(tenant.value()), body.name())))
      .then(creation.create(write, TenantSwitch.second("first-key", tenant, write), TenantController::firstKey))
      .flatMap(created ->
        view
          .await(Tenant.key(tenant))
          .map(known -> VersionedResponse.ok(known.version(), TenantBody.Created.of(known, created.body())))
      );
  }

  /** Lists tenants. */
  @GetMapping
  Mono<ListBody<TenantBody>> list(@Filters(times = { "created_at" }) ListQuery query) {
    return lists.page(
      view,
      Scan.all(TenantId.PLATFORM, TenantIndex.kind()),
      query,
      (id, tenant) -> query.within("created_at", tenant.createdAt()),
      TenantBody::of
    );
  }

  /** Gets a tenant. */
  @GetMapping("/{id}")
  Mono<ResponseEntity<TenantBody>> get(@PathVariable String id) {
    Mono<Tenant> found = TenantIds.wellFormed(id) ? view.await(Tenant.key(new TenantId(id))) : Mono.empty();
    return found
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("tenant", id)))
      .map(tenant -> VersionedResponse.ok(tenant.version(), TenantBody.of(tenant)));
  }

  private static CreateApiKey.Builder firstKey() {
    return CreateApiKey.newBuilder().setScopes(KeyScopes.ofFirstKey()).setName("First key");
  }
}
