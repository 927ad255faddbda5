package io.keyfold.authconfig.transfers;

import io.keyfold.authconfig.commands.ExportAuthConfig;
import io.keyfold.authconfig.credentials.AuthConfigBody;
import io.keyfold.authconfig.model.AuthConfig;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.transfers.model.Transfer;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.JsonText;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Exports: credentials in plaintext. The audit trail records an export before its value is given out. */
@RestController
@RequestMapping("/provider-auth-config-exports")
class ExportController {

  private static final String EXPORT = "instance.provider.auth:export";
  private static final String ENTITY = "provider.auth_export";

  private final View view;
  private final View deployments;
  private final Writer writer;
  private final ExportedValues values;
  private final Lists lists;

  ExportController(
    @Qualifier("authConfigsView") View view,
    @Qualifier("deploymentsView") View deployments,
    Writer writer,
    ExportedValues values,
    Lists lists
  ) {
    this.view = view;
    this.deployments = deployments;
    this.writer = writer;
    this.values = values;
    this.lists = lists;
  }

  /** Exports the value of an auth config. Only the response to this request contains it. */
  @PostMapping
  @RequiresScope(EXPORT)
  @FailsWith({ ErrorCode.NOT_FOUND, ErrorCode.GONE })
  Mono<ExportBody> create(
    WriteRequest write,
    ServerHttpRequest request,
    @JsonBody("create-export") CreateExportBody body
  ) {
    Origin origin = Origin.of(request);
    return writer
      .write(write, () -> exportable(write.tenant(), body).map(config -> command(write, body, origin)))
      .flatMap(done -> record(write.tenant(), done.objectId()))
      .flatMap(transfer ->
        values
          .of(write.tenant(), transfer.authConfigId())
          .map(value -> body(write.tenant(), transfer, value))
          .switchIfEmpty(Mono.fromSupplier(() -> body(write.tenant(), transfer, null)))
      );
  }

  /** Lists exports, without their values. */
  @GetMapping
  @RequiresScope("instance.provider.auth:read")
  Mono<ListBody<ExportBody>> list(
    Caller caller,
    @Filters(
      value = { "provider_id", "provider_auth_credentials_id", "provider_auth_config_id" },
      times = { "created_at" }
    ) ListQuery query
  ) {
    return lists.page(
      view,
      Scan.all(caller.tenant(), Transfer.kind(Transfer.Direction.EXPORT)),
      query,
      (id, transfer) -> TransferFilter.matches(query, transfer),
      transfer -> body(caller.tenant(), transfer, null)
    );
  }

  /** Gets an export, without its value. */
  @GetMapping("/{id}")
  @RequiresScope("instance.provider.auth:read")
  Mono<ExportBody> get(Caller caller, @PathVariable String id) {
    return record(caller.tenant(), id).map(transfer -> body(caller.tenant(), transfer, null));
  }

  private Mono<AuthConfig> exportable(TenantId tenant, CreateExportBody body) {
    String id = body.providerAuthConfigId();
    return view
      .await(AuthConfigs.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("provider.auth_config", id)))
      .doOnNext(config -> {
        if (!config.active()) {
          throw ApiException.about(ErrorCode.GONE, "provider.auth_config", id, "The auth config is archived");
        }
      });
  }

  private static ExportAuthConfig command(WriteRequest write, CreateExportBody body, Origin origin) {
    return ExportAuthConfig.newBuilder()
      .setMeta(write.meta(Ids.fresh("pace_", write.at())))
      .setAuthConfigId(body.providerAuthConfigId())
      .setNote(body.note())
      .setMetadata(JsonText.of(body.metadata()))
      .setIp(origin.ip())
      .setUserAgent(origin.userAgent())
      .build();
  }

  private Mono<Transfer> record(TenantId tenant, String id) {
    return view
      .await(Transfer.key(tenant, Transfer.Direction.EXPORT, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)));
  }

  private ExportBody body(TenantId tenant, Transfer transfer, @Nullable String value) {
    AuthConfigBody config = view
      .find(AuthConfigs.key(tenant, transfer.authConfigId()))
      .map(known -> AuthConfigBody.of(view, deployments, tenant, known))
      .orElse(null);
    return ExportBody.of(transfer, config, value);
  }
}
