package io.keyfold.deployment.tenant;

import io.keyfold.deployment.commands.CreateApiKey;
import io.keyfold.deployment.commands.RevokeApiKey;
import io.keyfold.platform.access.ApiKey;
import io.keyfold.platform.access.Tenant;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** API keys: keys of the caller's tenant. The text of a key is only in the response to its creation. */
@RestController
@RequestMapping("/organization/api-keys")
class ApiKeyController {

  private static final String READ = "organization.api_key:read";
  private static final String WRITE = "organization.api_key:write";
  private static final String OPERATOR = "platform.tenant:write";
  private static final String ENTITY = "organization.api_key";

  private final View view;
  private final Writer writer;
  private final Lists lists;
  private final KeyCreation creation;

  ApiKeyController(@Qualifier("deploymentsView") View view, Writer writer, Lists lists, DerivedSecrets derived) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
    this.creation = new KeyCreation(view, writer, new KeySecrets(derived));
  }

  /** Creates an API key with at most the scopes of the calling key. Only this response contains the key's text. */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.NOT_FOUND)
  Mono<ResponseEntity<ApiKeyBody>> create(
    Caller caller,
    WriteRequest write,
    @JsonBody("create-api-key") CreateApiKeyBody body
  ) {
    return target(caller, body.instanceId())
      .map(tenant -> TenantSwitch.to(tenant, write))
      .flatMap(request -> creation.create(write, request, () -> command(caller, request, body)))
      .map(created -> VersionedResponse.ok(created.key().version(), created.body()));
  }

  /** Lists API keys. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<ApiKeyBody>> list(
    Caller caller,
    @Filters(
      value = { "status", "type", "instance_id" },
      times = { "created_at", "updated_at" },
      statuses = { "active", "deleted" }
    ) ListQuery query
  ) {
    return lists.page(
      view,
      Scan.all(caller.tenant(), ApiKey.KIND),
      query,
      (id, key) ->
        query.admits("status", key.revokedAt() == null ? "active" : "deleted") &&
        query.admits("instance_id", key.tenantId()) &&
        query.admitsAny("type", types(key)) &&
        query.within("created_at", key.createdAt()) &&
        query.within("updated_at", key.updatedAt()),
      key -> ApiKeyBody.of(key, null)
    );
  }

  /** Gets an API key, without its text. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<ApiKeyBody>> get(Caller caller, @PathVariable String id) {
    return view
      .await(ApiKey.key(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)))
      .map(key -> VersionedResponse.ok(key.version(), ApiKeyBody.of(key, null)));
  }

  /** Revokes an API key. Requests that start after the response are rejected. */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<ApiKeyBody>> revoke(WriteRequest write, @PathVariable String id) {
    return writer
      .write(write, () ->
        view
          .await(ApiKey.key(write.tenant(), id))
          .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)))
          .map(key -> new RevokeApiKey(write.meta(id)))
      )
      .flatMap(done -> view.await(ApiKey.key(write.tenant(), done.objectId())))
      .map(key -> VersionedResponse.ok(key.version(), ApiKeyBody.of(key, null)));
  }

  /** The caller's own tenant, or any tenant for an operator. Another tenant is reported as not found. */
  private Mono<TenantId> target(Caller caller, @Nullable String instanceId) {
    if (instanceId == null || instanceId.equals(caller.tenant().value())) {
      return Mono.just(caller.tenant());
    }
    if (!caller.scopes().contains(OPERATOR) || !TenantIds.wellFormed(instanceId)) {
      return Mono.error(() -> ApiException.notFound("instance", instanceId));
    }
    TenantId tenant = new TenantId(instanceId);
    return view
      .await(Tenant.key(tenant))
      .map(known -> tenant)
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("instance", instanceId)));
  }

  private static CreateApiKey.Builder command(Caller caller, WriteRequest request, CreateApiKeyBody body) {
    Instant expiresAt = body.expiresAt();
    if (expiresAt != null && !expiresAt.isAfter(request.at())) {
      throw ApiException.invalid("out_of_range", "expires_at must be in the future", "expires_at");
    }
    return CreateApiKey.newBuilder()
      .setScopes(KeyScopes.of(body.type(), body.scopes(), caller.scopes()))
      .setName(body.name())
      .setExpiresAt(expiresAt);
  }

  private static List<String> types(ApiKey key) {
    String type = ApiKeyBody.type(key);
    return type.startsWith("instance_access_token") ? List.of(type, "instance_access_token") : List.of(type);
  }
}
