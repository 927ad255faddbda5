package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.setup.model.SetupSession;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Committed;
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
import io.keyfold.platform.web.VersionedResponse;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Setup sessions: links to a hosted page on which one of the tenant's users connects an account by OAuth, types a
 * credential, or enters settings of the provider. The result is an auth config of that user, a provider config, or both.
 */
@RestController
@RequestMapping("/provider-setup-sessions")
class SetupSessionController {

  private static final String READ = "instance.provider.auth:read";
  private static final String WRITE = "instance.provider.auth:write";

  private final View view;
  private final View deployments;
  private final SetupSessionWrites writes;
  private final SetupRenderer renderer;
  private final SetupStreams streams;
  private final Lists lists;
  private final Clock clock;

  SetupSessionController(
    @Qualifier("authConfigsView") View view,
    @Qualifier("deploymentsView") View deployments,
    SetupSessionWrites writes,
    SetupRenderer renderer,
    SetupStreams streams,
    Lists lists,
    Clock clock
  ) {
    this.view = view;
    this.deployments = deployments;
    this.writes = writes;
    this.renderer = renderer;
    this.streams = streams;
    this.lists = lists;
    this.clock = clock;
  }

  /**
   * Creates a setup session. Its {@code url} is the link for the user.
   *
   * <p>The result is bound to the user before anything can use it. With a {@code code_challenge} the creator completes
   * the session; otherwise the tenant's verify URL identifies the user, if one is set; otherwise the user confirms on a
   * page that names the connected account and the requester. With {@code provider_auth_config_id} an existing auth
   * config is reconnected in place.
   */
  @PostMapping
  @RequiresScope(WRITE)
  @FailsWith({
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.PROVIDER_MISMATCH,
    ErrorCode.PROVIDER_REQUIRED,
    ErrorCode.INVALID_AUTH_METHOD,
    ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
    ErrorCode.MISSING_OAUTH_CREDENTIALS,
    ErrorCode.CONFLICT,
  })
  Mono<ResponseEntity<SetupSessionBody>> create(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @JsonBody("create-setup-session") CreateSetupSessionBody body
  ) {
    return writes.create(write, body).flatMap(done -> answer(caller, done, request));
  }

  /** Lists setup sessions. */
  @GetMapping
  @RequiresScope(READ)
  Mono<ListBody<SetupSessionBody>> list(
    Caller caller,
    ServerHttpRequest request,
    @Filters(
      value = {
        "status",
        "provider_id",
        "provider_deployment_id",
        "provider_auth_method_id",
        "provider_auth_config_id",
        "provider_auth_credentials_id",
        "user",
        "identity_id",
      },
      times = { "created_at", "updated_at" },
      statuses = { "pending", "completed", "failed", "expired", "archived" }
    ) ListQuery query
  ) {
    TenantId tenant = caller.tenant();
    SetupFilter filter = new SetupFilter(deployments, tenant, query, clock);
    return lists.page(
      view,
      Scan.all(tenant, SetupSession.kind()),
      query,
      (id, session) -> filter.matches(session),
      session -> renderer.body(tenant, session, request, caller.scopes().contains(WRITE))
    );
  }

  /** Gets a setup session. */
  @GetMapping("/{id}")
  @RequiresScope(READ)
  Mono<ResponseEntity<SetupSessionBody>> get(Caller caller, ServerHttpRequest request, @PathVariable String id) {
    return find(caller.tenant(), id).map(session -> ok(caller, session, request));
  }

  /**
   * Streams a setup session as server-sent events: its present state, then each change. The stream ends when the session
   * is no longer pending.
   */
  @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
  @RequiresScope(READ)
  @FailsWith(ErrorCode.TOO_MANY_REQUESTS)
  Flux<ServerSentEvent<SetupSessionBody>> events(Caller caller, ServerHttpRequest request, @PathVariable String id) {
    TenantId tenant = caller.tenant();
    return find(tenant, id).flatMapMany(session ->
      streams.open(tenant, session, current -> renderer.body(tenant, current, request, false))
    );
  }

  /** Changes a setup session; omitted fields keep their value. */
  @PatchMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.GONE, ErrorCode.CONFLICT })
  Mono<ResponseEntity<SetupSessionBody>> update(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id,
    @JsonBody("update-setup-session") UpdateSetupSessionBody body
  ) {
    return writes.update(write, id, body).flatMap(done -> answer(caller, done, request));
  }

  /** Archives a setup session. Its link stops working, and what is not yet bound to the user is discarded. */
  @DeleteMapping("/{id}")
  @RequiresScope(WRITE)
  @FailsWith(ErrorCode.GONE)
  Mono<ResponseEntity<SetupSessionBody>> archive(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id
  ) {
    return writes.archive(write, id).flatMap(done -> answer(caller, done, request));
  }

  /**
   * Completes a setup session that was created with a {@code code_challenge}. Call it from the page at the
   * {@code redirect_url}, for the user whose session there holds the {@code code_verifier}.
   */
  @PostMapping("/{id}/complete")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.NOT_FOUND, ErrorCode.GONE, ErrorCode.CONFLICT, ErrorCode.USE_AFTER_DELETE })
  Mono<ResponseEntity<SetupSessionBody>> complete(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id,
    @JsonBody("complete-setup-session") CompleteSetupSessionBody body
  ) {
    return writes.complete(write, id, body).flatMap(done -> answer(caller, done, request));
  }

  /**
   * Completes a setup session of a tenant with a verify URL: says who is logged in there. If that is another user than
   * the one of the session, what was connected is discarded and the answer is {@code forbidden}.
   */
  @PostMapping("/{id}/verify")
  @RequiresScope(WRITE)
  @FailsWith({ ErrorCode.NOT_FOUND, ErrorCode.GONE, ErrorCode.CONFLICT, ErrorCode.USE_AFTER_DELETE })
  Mono<ResponseEntity<SetupSessionBody>> verify(
    Caller caller,
    WriteRequest write,
    ServerHttpRequest request,
    @PathVariable String id,
    @JsonBody("verify-setup-session") VerifySetupSessionBody body
  ) {
    return writes
      .verify(write, id, body)
      .flatMap(done -> find(caller.tenant(), done.objectId()))
      .map(session -> {
        if (session.status() == SetupSession.Status.PENDING && session.submission() == null) {
          throw ApiException.about(
            ErrorCode.FORBIDDEN,
            SetupSessionWrites.ENTITY,
            id,
            "Another user connected: what was connected is discarded"
          );
        }
        return ok(caller, session, request);
      });
  }

  private Mono<SetupSession> find(TenantId tenant, String id) {
    return view
      .await(SetupSession.key(tenant, id))
      .switchIfEmpty(Mono.error(() -> ApiException.notFound(SetupSessionWrites.ENTITY, id)));
  }

  private Mono<ResponseEntity<SetupSessionBody>> answer(Caller caller, Committed done, ServerHttpRequest request) {
    return find(caller.tenant(), done.objectId()).map(session -> ok(caller, session, request));
  }

  private ResponseEntity<SetupSessionBody> ok(Caller caller, SetupSession session, ServerHttpRequest request) {
    boolean withLink = caller.scopes().contains(WRITE);
    return VersionedResponse.ok(session.version(), renderer.body(caller.tenant(), session, request, withLink));
  }
}
