package io.keyfold.deployment.deployments;

import io.keyfold.deployment.provider.Providers;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Merge;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Provider deployments: a provider set up for a tenant, with a name, tool filter and credentials. Usage and cost are
 * reported per deployment.
 */
@RestController
@RequestMapping("/provider-deployments")
class DeploymentController {

  private static final String READ = "instance.provider.deployment:read";
  private static final String WRITE = "instance.provider.deployment:write";
  private static final String ENTITY = "provider.deployment";

  private final View view;
  private final Writer writer;
  private final Lists lists;
  private final Merge merge;
  private final DeploymentCommands commands;

  DeploymentController(@Qualifier("deploymentsView") View view, Writer writer, Lists lists) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
    this.merge = new Merge(view, writer);
    this.commands = new DeploymentCommands(view);
  }

  /** Creates a deployment of a provider. */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.NOT_FOUND, ErrorCode.PROVIDER_MISMATCH })
  Mono<ResponseEntity<DeploymentBody>> create(
    Caller caller,
    WriteRequest write,
    @JsonBody("create-deployment") CreateDeploymentBody body
  ) {
    return writer
      .write(write, () -> commands.create(caller, write, body))
      .flatMap(done -> answer(write.tenant(), done));
  }

  /** Lists deployments. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<DeploymentBody>> list(
    Caller caller,
    @Filters(
      value = { "status", "provider_id", "provider_version_id", "search" },
      times = { "created_at", "updated_at" }
    ) ListQuery query
  ) {
    TenantId tenant = caller.tenant();
    return lists.page(
      view,
      Scan.all(tenant, Deployments.kind()),
      query,
      (id, deployment) -> matches(tenant, query, deployment),
      deployment -> DeploymentBody.of(view, tenant, deployment)
    );
  }

  /** Gets a deployment. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<DeploymentBody>> get(Caller caller, @PathVariable String id) {
    return view
      .await(Deployments.key(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)))
      .map(deployment -> ok(caller.tenant(), deployment));
  }

  /** Changes a deployment; omitted fields keep their value. */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.GONE, ErrorCode.PROVIDER_MISMATCH })
  Mono<ResponseEntity<DeploymentBody>> update(
    Caller caller,
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("update-deployment") UpdateDeploymentBody body
  ) {
    return merge
      .write(write, Deployments.key(write.tenant(), id), ENTITY, Deployment::version, (current, guarded) ->
        commands.update(caller, current, guarded, body)
      )
      .flatMap(done -> answer(write.tenant(), done));
  }

  /** Archives a deployment and the auth configs that are bound to it. */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<DeploymentBody>> archive(WriteRequest write, @PathVariable String id) {
    return writer
      .write(write, () ->
        view
          .await(Deployments.key(write.tenant(), id))
          .switchIfEmpty(Mono.error(() -> ApiException.notFound(ENTITY, id)))
          .map(current -> commands.archive(current, write))
      )
      .flatMap(done -> answer(write.tenant(), done));
  }

  private Mono<ResponseEntity<DeploymentBody>> answer(TenantId tenant, Committed done) {
    return view.await(Deployments.key(tenant, done.objectId())).map(deployment -> ok(tenant, deployment));
  }

  private ResponseEntity<DeploymentBody> ok(TenantId tenant, Deployment deployment) {
    return VersionedResponse.ok(deployment.version(), DeploymentBody.of(view, tenant, deployment));
  }

  private boolean matches(TenantId tenant, ListQuery query, Deployment deployment) {
    return (
      query.admits("status", deployment.status().name().toLowerCase(Locale.ROOT)) &&
      query.admits("provider_id", deployment.providerId()) &&
      query.within("created_at", deployment.createdAt()) &&
      query.within("updated_at", deployment.updatedAt()) &&
      query
        .one("search")
        .map(search -> contains(deployment, search))
        .orElse(true) &&
      (!query.filters().containsKey("provider_version_id") ||
        query.admits("provider_version_id", versionOf(tenant, deployment)))
    );
  }

  private static boolean contains(Deployment deployment, String search) {
    String wanted = search.toLowerCase(Locale.ROOT);
    return Stream.of(deployment.id(), deployment.name(), deployment.description()).anyMatch(
      text -> text != null && text.toLowerCase(Locale.ROOT).contains(wanted)
    );
  }

  private String versionOf(TenantId tenant, Deployment deployment) {
    String locked = deployment.lockedVersionId();
    return locked != null
      ? locked
      : Providers.visible(view, tenant, deployment.providerId())
          .map(provider -> provider.provider().versionId())
          .orElse("");
  }
}
