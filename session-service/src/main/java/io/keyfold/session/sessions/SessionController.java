package io.keyfold.session.sessions;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
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
import io.keyfold.session.secrets.FirstSecrets;
import io.keyfold.session.upstream.McpServers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Sessions: the tools of one or more deployments behind one MCP endpoint, with their credentials. */
@RestController
@RequestMapping("/sessions")
class SessionController {

  static final String READ = "instance.provider.session:read";
  static final String WRITE = "instance.provider.session:write";

  private final View view;
  private final Writer writer;
  private final Lists lists;
  private final SessionCommands commands;
  private final SessionRenderer renderer;
  private final FirstSecrets secrets;
  private final McpServers servers;

  SessionController(
    @Qualifier("sessionsView") View view,
    Writer writer,
    Lists lists,
    SessionCommands commands,
    SessionRenderer renderer,
    FirstSecrets secrets,
    McpServers servers
  ) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
    this.commands = commands;
    this.renderer = renderer;
    this.secrets = secrets;
    this.servers = servers;
  }

  /**
   * Creates a session with one or more deployments.
   *
   * <p>A session with a {@code user} uses that user's credentials, else the deployment's own where its
   * {@code credentials} allow that. The user of a session does not change. A deployment is accepted before its user has
   * connected; until then, its calls fail with {@code authentication_required}.
   *
   * <p>The response contains the text of the session's first secret, {@code client_secret}, which no other response does.
   * It expires after the default lifetime of the installation, 24 hours unless the operator changed it. A session can get
   * more secrets, and each can be rotated and revoked.
   */
  @PostMapping
  @RequiresScope(WRITE)
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
  Mono<ResponseEntity<SessionBody>> create(
    Caller caller,
    WriteRequest write,
    @JsonBody("create-session") CreateSessionBody body,
    ServerHttpRequest request
  ) {
    return writer
      .write(write, () -> commands.create(write, body))
      .flatMap(done -> view.await(Session.key(caller.tenant(), done.objectId())))
      .map(session -> ok(caller, session, request, secrets.show(caller.tenant(), session).orElse(null)));
  }

  /** Lists sessions. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<SessionBody>> list(
    Caller caller,
    @Filters(
      value = {
        "status",
        "agent_id",
        "actor_id",
        "consumer_id",
        "identity_id",
        "user",
        "session_template_id",
        "session_provider_id",
        "provider_id",
        "provider_deployment_id",
        "provider_config_id",
        "provider_auth_config_id",
      },
      times = { "created_at", "updated_at" }
    ) ListQuery query,
    ServerHttpRequest request
  ) {
    return lists.page(
      view,
      Scan.all(caller.tenant(), Session.KIND),
      query,
      (id, session) -> matches(caller, query, session),
      session -> renderer.session(caller.tenant(), session, request, null)
    );
  }

  /** Gets a session. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<SessionBody>> get(Caller caller, @PathVariable String id, ServerHttpRequest request) {
    return view
      .await(Session.key(caller.tenant(), id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound("session", id)))
      .map(session -> ok(caller, session, request, null));
  }

  /** Changes a session; omitted fields keep their value. */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<SessionBody>> update(
    Caller caller,
    WriteRequest write,
    @PathVariable String id,
    @JsonBody("update-session") UpdateSessionBody body,
    ServerHttpRequest request
  ) {
    return new Merge(view, writer)
      .write(write, Session.key(write.tenant(), id), "session", Session::version, (current, guarded) ->
        Mono.just(commands.update(current, guarded, body))
      )
      .flatMap(done -> respond(caller, done, request));
  }

  /** Archives a session. Its MCP endpoint and secrets stop working. */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<SessionBody>> archive(
    Caller caller,
    WriteRequest write,
    @PathVariable String id,
    ServerHttpRequest request
  ) {
    return writer
      .write(write, () -> commands.archive(write, id))
      .doOnNext(done -> dropConnections(caller, id))
      .flatMap(done -> respond(caller, done, request));
  }

  private void dropConnections(Caller caller, String id) {
    view.find(Session.key(caller.tenant(), id)).map(Session::providerIds).orElse(List.of()).forEach(servers::drop);
  }

  private Mono<ResponseEntity<SessionBody>> respond(Caller caller, Committed done, ServerHttpRequest request) {
    return view.await(Session.key(caller.tenant(), done.objectId())).map(session -> ok(caller, session, request, null));
  }

  private ResponseEntity<SessionBody> ok(
    Caller caller,
    Session session,
    ServerHttpRequest request,
    FirstSecrets.@Nullable Shown secret
  ) {
    return VersionedResponse.ok(session.version(), renderer.session(caller.tenant(), session, request, secret));
  }

  private boolean matches(Caller caller, ListQuery query, Session session) {
    if (
      !query.admits("status", SessionRenderer.status(session.archived())) ||
      !query.within("created_at", session.createdAt()) ||
      !query.within("updated_at", session.updatedAt()) ||
      !query.admits("user", session.user()) ||
      !query.admits("identity_id", session.user()) ||
      !query.admitsAny("session_provider_id", session.providerIds())
    ) {
      return false;
    }
    for (String none : List.of("agent_id", "actor_id", "consumer_id", "session_template_id", "provider_config_id")) {
      if (!query.admits(none, null)) {
        return false;
      }
    }
    List<SessionProvider> providers = renderer.providers(caller.tenant(), session);
    return (
      query.admitsAny("provider_id", providers.stream().map(SessionProvider::providerId).toList()) &&
      query.admitsAny("provider_deployment_id", providers.stream().map(SessionProvider::deploymentId).toList()) &&
      query.admitsAny(
        "provider_auth_config_id",
        providers
          .stream()
          .flatMap(provider -> java.util.stream.Stream.ofNullable(provider.authConfigId()))
          .toList()
      )
    );
  }
}
