package io.keyfold.session.calls;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.ReadBarrier;
import io.keyfold.platform.metering.CallNotAttempted;
import io.keyfold.platform.toolcall.RecordedCall;
import io.keyfold.session.budgets.Budgets;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.Conversation;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.ProviderFailure;
import io.keyfold.session.upstream.ServerRequest;
import io.keyfold.session.upstream.Target;
import io.keyfold.session.usage.Meter;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageRecorded;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Calls tools. Each call is recorded with an unknown outcome before it is sent to the provider, and completed
 * afterwards. After a crash in between, the call is counted and its outcome stays unknown.
 */
public final class ToolCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);

  /** Error code of a call that its client cancelled. */
  private static final String CANCELLED = "cancelled";

  private final ReadBarrier readBarrier;
  private final OpenSessions sessions;
  private final Resolver resolver;
  private final CredentialOpener opener;
  private final RetryOnRefusal servers;
  private final ToolListCache toolLists;
  private final UsageSpool spool;
  private final Budgets budgets;
  private final Clock clock;

  /** Creates calls through these servers, recorded in this spool. */
  ToolCalls(
    ReadBarrier readBarrier,
    OpenSessions sessions,
    Resolver resolver,
    CredentialOpener opener,
    RetryOnRefusal servers,
    ToolListCache toolLists,
    UsageSpool spool,
    Budgets budgets,
    Clock clock
  ) {
    this.readBarrier = readBarrier;
    this.sessions = sessions;
    this.resolver = resolver;
    this.opener = opener;
    this.servers = servers;
    this.toolLists = toolLists;
    this.spool = spool;
    this.budgets = budgets;
    this.clock = clock;
  }

  /**
   * {@return the provider's response}
   *
   * <p>Errors with {@link ApiException}: {@code not_found} if the session or the provider has no such tool,
   * {@code invalid_tool_action} if a filter forbids it, {@code budget_exceeded}, the resolution's errors, and {@code unavailable} if the call
   * cannot be recorded. Failures of the provider refer to the tool call's id: {@code provider_refused_credential},
   * {@code provider_unreachable}, {@code provider_timeout} or {@code provider_error}.
   */
  public Mono<FinishedCall> call(CallRequest request) {
    return usable(request).flatMap(usable -> recorded(request, usable.provider(), usable.resolved()));
  }

  /** Completes if the call could be made now; otherwise errors as {@link #call}, without a record. */
  public Mono<Void> check(CallRequest request) {
    return usable(request).then();
  }

  /** {@return whether the recorded call certainly did not reach the provider} */
  static boolean notAttempted(RecordedCall call) {
    return CallNotAttempted.is(call.outcome(), call.errorCode());
  }

  private record Usable(SessionProvider provider, Resolved resolved) {}

  private Mono<Usable> usable(CallRequest request) {
    return readBarrier
      .of(request.tenant())
      .then(Mono.defer(() -> sessions.find(request.tenant(), request.session().id())))
      .flatMap(session -> usable(request, session));
  }

  private Mono<Usable> usable(CallRequest request, Session session) {
    SessionProvider provider = sessions
      .providers(request.tenant(), session)
      .stream()
      .filter(candidate -> candidate.tag().equals(request.tool().tag()))
      .findFirst()
      .orElse(null);
    if (provider == null) {
      return Mono.error(noTool(request));
    }
    return resolver.using(request.tenant(), provider.deploymentId(), provider.selector(), resolved -> {
      if (!SessionRules.of(resolved, provider).allows(ListKind.TOOLS, request.tool().key())) {
        throw ApiException.about(
          ErrorCode.INVALID_TOOL_ACTION,
          "provider.tool",
          request.tool().wire(),
          "A tool filter does not allow this tool"
        );
      }
      return budgets
        .admit(request.tenant(), resolved, provider.user())
        .then(Mono.defer(() -> opens(request, resolved)))
        .thenReturn(new Usable(provider, resolved));
    });
  }

  /** Reject a credential that cannot be opened here, before the call is recorded. */
  private Mono<Void> opens(CallRequest request, Resolved resolved) {
    AuthConfig config = resolved.config();
    return config == null ? Mono.empty() : opener.open(request.tenant(), config).doOnNext(Credential::close).then();
  }

  private Mono<FinishedCall> recorded(CallRequest request, SessionProvider provider, Resolved resolved) {
    Instant at = now();
    if (request.lateAt(at)) {
      // Rejected before it is recorded: nothing was done, and the idempotency key stays unused.
      return Mono.error(late());
    }
    budgets.passed(request.tenant(), resolved, provider.user());
    MeteredOperation operation = operation(request, provider, resolved, at);
    Target target = new Target(request.tenant(), provider.id(), resolved);
    Mono<FinishedCall> call = spool
      .appendStart(start(operation, request), () -> notStarted(operation))
      .then(Mono.defer(() -> made(request, provider, new Attempt(target, operation, null))));
    return uncancellable(call);
  }

  private static UsageRecorded start(MeteredOperation operation, CallRequest request) {
    return UsageRecorded.newBuilder(operation.recorded(Outcome.UNKNOWN, operation.occurredAt()))
      .setKeyed(request.claim() != null)
      .build();
  }

  private UsageCompleted notStarted(MeteredOperation operation) {
    return operation.completed(Outcome.FAILED, now(), Duration.ZERO, null, CallNotAttempted.CODE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Continues after the caller disconnects: the tool runs on, and its completion must be recorded. Bounded by the
   * call's timeout.
   */
  private static <T> Mono<T> uncancellable(Mono<T> call) {
    return Mono.deferContextual(context -> Mono.fromFuture(call.contextWrite(context).toFuture(), true));
  }

  /**
   * The attempt that counts: the first one, or the repetition with another credential.
   *
   * @param refusedVersion version of the credential that the provider refused before; null: none
   */
  private record Attempt(Target target, MeteredOperation operation, @Nullable Long refusedVersion) {
    Attempt with(Resolved next) {
      Target other = new Target(target.tenant(), target.sessionProviderId(), next);
      Long refused = target.resolved().credentialVersion();
      return new Attempt(other, operation.retriedWith(next.credentialVersion()), refused);
    }
  }

  private Mono<FinishedCall> made(CallRequest request, SessionProvider provider, Attempt first) {
    long startNanos = System.nanoTime();
    AtomicReference<Attempt> attempt = new AtomicReference<>(first);
    Mono<RpcMessage.Response> call = request.lateAt(clock.instant())
      ? Mono.error(late())
      : servers.request(
          first.target(),
          ServerRequest.toolCall(
            request.tool().key(),
            request.params(),
            toolLists.mayRepeat(provider.id(), request.tool().key())
          ),
          request.conversation(),
          alternative -> attempt.set(first.with(alternative.next()))
        );
    return call
      .flatMap(response ->
        unknownTool(attempt.get().target(), request.tool().key(), response).flatMap(unknown ->
          unknown ? Mono.<RpcMessage.Response>error(noTool(request)) : Mono.just(response)
        )
      )
      .flatMap(response ->
        completed(attempt.get().operation(), outcome(response), startNanos, errorCode(response)).thenReturn(response)
      )
      .onErrorResume(e -> failed(attempt.get().operation(), startNanos, e))
      .map(response -> {
        Attempt last = attempt.get();
        MeteredOperation operation = last.operation();
        Resolved used = last.target().resolved();
        return new FinishedCall(
          operation.id(),
          operation.occurredAt(),
          provider,
          used,
          last.refusedVersion(),
          response
        );
      });
  }

  private Mono<RpcMessage.Response> failed(MeteredOperation operation, long startNanos, Throwable e) {
    ApiException error = switch (e) {
      case ProviderFailure failure -> failure.asError("session.tool_call", operation.id());
      case ApiException erased when erased.code() == ErrorCode.USE_AFTER_DELETE -> credentialErased(operation);
      case ApiException api -> api;
      // Only the web layer logs it, since it omits third-party messages.
      default -> null;
    };
    ErrorCode code = error == null ? ErrorCode.INTERNAL_SERVER_ERROR : error.code();
    boolean cancelled = e instanceof ProviderFailure failure && failure.isCancelled();
    return completed(
      operation,
      cancelled ? Outcome.CANCELLED : outcome(code),
      startNanos,
      cancelled ? CANCELLED : code.wire()
    ).then(Mono.error(error == null ? e : error));
  }

  private static ApiException late() {
    return ApiException.of(ErrorCode.UNAVAILABLE, "The call could not be started in time and was not made");
  }

  /** The credential was rotated or revoked between check and call. A 4xx would imply that there is no record. */
  private static ApiException credentialErased(MeteredOperation operation) {
    return ApiException.about(
      ErrorCode.UNAVAILABLE,
      "session.tool_call",
      operation.id(),
      "The credential was erased while the call started, and the call was not made; retry the request"
    );
  }

  // Providers report unknown tools in different ways, so their tool list decides.
  private Mono<Boolean> unknownTool(Target target, String tool, RpcMessage.Response response) {
    return ToolResults.mayBeUnknownTool(response)
      ? servers
          .list(target, ListKind.TOOLS, Conversation.SILENT)
          .doOnNext(listed -> toolLists.remember(target.sessionProviderId(), listed.items()))
          .map(listed ->
            listed
              .items()
              .stream()
              .noneMatch(known -> known.name().equals(tool))
          )
          .onErrorReturn(false)
      : Mono.just(false);
  }

  private Mono<Void> completed(
    MeteredOperation operation,
    Outcome outcome,
    long startNanos,
    @Nullable String errorCode
  ) {
    Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
    return spool.append(operation.completed(outcome, now(), took, null, errorCode)).onErrorResume(e -> {
      // The tool has run: return its response although its recorded outcome stays unknown.
      LOG.atWarn().addKeyValue("tool_call", operation.id()).log("recording the completion of a tool call failed");
      return Mono.empty();
    });
  }

  private static MeteredOperation operation(
    CallRequest request,
    SessionProvider provider,
    Resolved resolved,
    Instant at
  ) {
    return new MeteredOperation(
      request.id(at),
      Meter.TOOL_CALLS,
      at,
      request.actor(),
      request.requestId(),
      request.tenant(),
      resolved.provider().id(),
      resolved.deployment().id(),
      resolved.authConfigId(),
      resolved.credentialVersion(),
      request.session().id(),
      provider.id(),
      request.tool().key(),
      resolved.config() == null ? Payer.UNKNOWN : Payer.CUSTOMER,
      resolved.reason().wire(),
      provider.user(),
      null
    );
  }

  private static Outcome outcome(RpcMessage.Response response) {
    return ToolResults.failed(response) ? Outcome.FAILED : Outcome.SUCCEEDED;
  }

  private static @Nullable String errorCode(RpcMessage.Response response) {
    return ToolResults.failed(response) ? ToolResults.errorCode(response) : null;
  }

  private static Outcome outcome(ErrorCode code) {
    return switch (code) {
      case PROVIDER_REFUSED_CREDENTIAL -> Outcome.PROVIDER_REFUSED;
      case PROVIDER_UNREACHABLE -> Outcome.PROVIDER_UNREACHABLE;
      case PROVIDER_TIMEOUT -> Outcome.TIMED_OUT;
      case PROVIDER_RATE_LIMITED -> Outcome.RATE_LIMITED;
      default -> Outcome.FAILED;
    };
  }

  private static ApiException noTool(CallRequest request) {
    return ApiException.notFound("provider.tool", request.tool().wire());
  }
}
