package io.keyfold.authconfig.transfers;

import io.keyfold.authconfig.credentials.AuthConfigBody;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.transfers.model.Transfer;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Imports: credentials of other systems. Tokens that another system obtained work on without a new consent. */
@RestController
@RequestMapping("/provider-auth-config-imports")
class ImportController {

  private static final String IMPORT = "instance.provider.auth:import";
  private static final String ENTITY = "provider.auth_import";

  private final View view;
  private final View deployments;
  private final ImportWrites writes;
  private final Lists lists;

  ImportController(
    @Qualifier("authConfigsView") View view,
    @Qualifier("deploymentsView") View deployments,
    ImportWrites writes,
    Lists lists
  ) {
    this.view = view;
    this.deployments = deployments;
    this.writes = writes;
    this.lists = lists;
  }

  /**
   * Imports a credential, into an auth config or as a new one.
   *
   * <p>OAuth tokens ({@code access_token}, {@code refresh_token}, {@code expires_at}, {@code scope}) become a grant. It
   * is refreshed with the OAuth app that obtained them.
   */
  @PostMapping
  @RequiresScope(IMPORT)
  @FailsWith({
    ErrorCode.NOT_FOUND,
    ErrorCode.GONE,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.PROVIDER_REQUIRED,
    ErrorCode.PROVIDER_MISMATCH,
    ErrorCode.INVALID_AUTH_METHOD,
    ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
    ErrorCode.CONFLICT,
  })
  Mono<TransferBody> create(
    WriteRequest write,
    ServerHttpRequest request,
    @JsonBody("create-import") CreateImportBody body
  ) {
    return writes.write(write, body, Origin.of(request)).flatMap(done -> find(write.tenant(), done.objectId()));
  }

  /** Lists imports. */
  @GetMapping
  @RequiresScope("instance.provider.auth:read")
  Mono<ListBody<TransferBody>> list(
    Caller caller,
    @Filters(
      value = { "provider_id", "provider_auth_credentials_id", "provider_auth_config_id", "provider_deployment_id" },
      times = { "created_at" }
    ) ListQuery query
  ) {
    return lists.page(
      view,
      Scan.all(caller.tenant(), Transfer.kind(Transfer.Direction.IMPORT)),
      query,
      (id, transfer) -> TransferFilter.matches(query, transfer),
      transfer -> body(caller.tenant(), transfer)
    );
  }

  /** Gets an import. */
  @GetMapping("/{id}")
  @RequiresScope("instance.provider.auth:read")
  Mono<TransferBody> get(Caller caller, @PathVariable String id) {
    return find(caller.tenant(), id);
  }

  private Mono<TransferBody> find(TenantId tenant, String id) {
    return view
      .await(Transfer.key(tenant, Transfer.Direction.IMPORT, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)))
      .map(transfer -> body(tenant, transfer));
  }

  private TransferBody body(TenantId tenant, Transfer transfer) {
    return TransferBody.of(
      transfer,
      view
        .find(AuthConfigs.key(tenant, transfer.authConfigId()))
        .map(config -> AuthConfigBody.of(view, deployments, tenant, config))
        .orElse(null)
    );
  }
}
