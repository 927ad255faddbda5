package io.keyfold.session.sessions;

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
import io.keyfold.session.upstream.McpServers;
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

/** Session providers: the deployments that a session uses. They can be added to and removed from an open session. */
@RestController
@RequestMapping("/session-providers")
class SessionProviderController {

  private final View view;
  private final Writer writer;
  private final Lists lists;
  private final SessionCommands commands;
  private final SessionRenderer renderer;
  private final McpServers servers;

  SessionProviderController(
    @Qualifier("sessionsView") View view,
    Writer writer,
    Lists lists,
    SessionCommands commands,
    SessionRenderer renderer,
    McpServers servers
  ) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
    this.commands = commands;
    this.renderer = renderer;
    this.servers = servers;
  }

  /** Adds a deployment to a session. */
  @PostMapping
  @RequiresScope(SessionController.WRITE)
  @FailsWith({
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.AUTH_CONFIG_REQUIRED,
    ErrorCode.AMBIGUOUS,
    ErrorCode.PROVIDER_MISMATCH,
    ErrorCode.INVALID_AUTH_METHOD,
    ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
    ErrorCode.PROVIDER_REQUIRED,
  })
  Mono<ResponseEntity<SessionProviderBody>> create(
    WriteRequest write,
    @JsonBody("create-session-provider") CreateSessionProviderBody body
  ) {
    return writer.write(write, () -> commands.add(write, body)).flatMap(done -> respond(write.tenant(), done));
  }

  /** Lists session providers. */
  @GetMapping
  @RequiresScope(SessionController.READ)
  Mono<ListBody<SessionProviderBody>> list(
    Caller caller,
    @Filters(
      value = {
        "status",
        "session_id",
        "session_template_id",
        "provider_id",
        "provider_deployment_id",
        "provider_config_id",
        "provider_auth_config_id",
      },
      times = { "created_at", "updated_at" }
    ) ListQuery query
  ) {
    return lists.page(
      view,
      Scan.all(caller.tenant(), SessionProvider.KIND),
      query,
      (id, provider) -> matches(query, provider),
      provider -> renderer.provider(caller.tenant(), provider)
    );
  }

  /** Gets a session provider. */
  @GetMapping("/{id}")
  @RequiresScope(SessionController.READ)
  Mono<ResponseEntity<SessionProviderBody>> get(Caller caller, @PathVariable String id) {
    return view
      .await(SessionProvider.key(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session.provider", id)))
      .map(provider -> ok(caller.tenant(), provider));
  }

  /** Changes which tools of a session provider may be used. */
  @PatchMapping("/{id}")
  @RequiresScope(SessionController.WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<SessionProviderBody>> update(
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("update-session-provider") UpdateSessionProviderBody body
  ) {
    return new Merge(view, writer)
      .write(
        write,
        SessionProvider.key(write.tenant(), id),
        "session.provider",
        SessionProvider::version,
        (current, guarded) -> Mono.just(commands.filter(current, guarded, body))
      )
      .flatMap(done -> respond(write.tenant(), done));
  }

  /** Removes a provider from its session. */
  @DeleteMapping("/{id}")
  @RequiresScope(SessionController.WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<SessionProviderBody>> remove(WriteRequest write, @PathVariable String id) {
    return writer
      .write(write, () -> commands.remove(write, id))
      .doOnNext(done -> servers.drop(id))
      .flatMap(done -> respond(write.tenant(), done));
  }

  private Mono<ResponseEntity<SessionProviderBody>> respond(TenantId tenant, Committed done) {
    return view.await(SessionProvider.key(tenant, done.objectId())).map(provider -> ok(tenant, provider));
  }

  private ResponseEntity<SessionProviderBody> ok(TenantId tenant, SessionProvider provider) {
    return VersionedResponse.ok(provider.version(), renderer.provider(tenant, provider));
  }

  private static boolean matches(ListQuery query, SessionProvider provider) {
    return (
      query.admits("status", SessionRenderer.status(provider.archived())) &&
      query.admits("session_id", provider.sessionId()) &&
      query.admits("session_template_id", null) &&
      query.admits("provider_id", provider.providerId()) &&
      query.admits("provider_deployment_id", provider.deploymentId()) &&
      query.admits("provider_config_id", null) &&
      query.admits("provider_auth_config_id", provider.authConfigId()) &&
      query.within("created_at", provider.createdAt()) &&
      query.within("updated_at", provider.updatedAt())
    );
  }
}
