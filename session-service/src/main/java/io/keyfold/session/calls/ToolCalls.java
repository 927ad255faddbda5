package io.keyfold.session.calls;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.ProviderFailure;
import io.keyfold.session.upstream.Target;
import io.keyfold.session.upstream.ToolServers;
import io.keyfold.session.usage.CallNotAttempted;
import io.keyfold.session.usage.Meter;
import io.keyfold.session.usage.MeteredOperation;
import io.keyfold.session.usage.ToolCallLog;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageCompleted;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Calls tools. Each call is on record before the provider hears of it, with its outcome unknown, and its end is recorded
 * after: a crash in between leaves a call that is counted and whose outcome nobody claims to know.
 */
public final class ToolCalls {

  private static final Logger LOG = LoggerFactory.getLogger(ToolCalls.class);

  private final ReadBarrier freshness;
  private final OpenSessions sessions;
  private final Resolver resolver;
  private final CredentialOpener opener;
  private final ToolServers servers;
  private final ToolListCache memory;
  private final UsageSpool spool;
  private final Clock clock;

  /** Calls through these servers, recorded in this spool. */
  ToolCalls(
    ReadBarrier freshness,
    OpenSessions sessions,
    Resolver resolver,
    CredentialOpener opener,
    ToolServers servers,
    ToolListCache memory,
    UsageSpool spool,
    Clock clock
  ) {
    this.freshness = freshness;
    this.sessions = sessions;
    this.resolver = resolver;
    this.opener = opener;
    this.servers = servers;
    this.memory = memory;
    this.spool = spool;
    this.clock = clock;
  }

  /**
   * {@return what the provider answered}
   *
   * <p>Errors with {@link ApiException}: {@code not_found} if the session or the provider has no such tool,
   * {@code invalid_tool_action} if a filter forbids it, the resolution's errors, {@code unavailable} if the call cannot be
   * recorded, and {@code provider_refused_credential}, {@code provider_unreachable}, {@code provider_timeout} or
   * {@code provider_error} about the tool call's id.
   */
  public Mono<FinishedCall> call(CallRequest request) {
    return usable(request).flatMap(usable -> recorded(request, usable.provider(), usable.resolved()));
  }

  /** Completes if the call could be made now; errors as {@link #call} does before anything is on record. */
  public Mono<Void> check(CallRequest request) {
    return usable(request).then();
  }

  /** {@return whether it is certain of a call on record that the provider was not asked} */
  static boolean notMade(ToolCallLog.RecordedCall call) {
    return CallNotAttempted.is(call.outcome(), call.errorCode());
  }

  private record Usable(SessionProvider provider, Resolved resolved) {}

  private Mono<Usable> usable(CallRequest request) {
    return freshness
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
    return resolver.using(request.tenant(), provider.deploymentId(), provider.authConfigId(), resolved -> {
      if (!ToolRules.of(resolved, provider).allows(request.tool().key())) {
        throw ApiException.about(
          ErrorCode.INVALID_TOOL_ACTION,
          "provider.tool",
          request.tool().wire(),
          "A tool filter forbids this tool"
        );
      }
      return opens(request, resolved).thenReturn(new Usable(provider, resolved));
    });
  }

  /** What cannot be opened is refused here, where no call is on record yet. */
  private Mono<Void> opens(CallRequest request, Resolved resolved) {
    AuthConfig config = resolved.config();
    return config == null ? Mono.empty() : opener.open(request.tenant(), config).doOnNext(Credential::close).then();
  }

  private Mono<FinishedCall> recorded(CallRequest request, SessionProvider provider, Resolved resolved) {
    Instant at = now();
    if (request.lateAt(at)) {
      // Refused before anything is on record: nothing was done, and the key stays unused.
      return Mono.error(late());
    }
    MeteredOperation act = act(request, provider, resolved, at);
    Target target = new Target(request.tenant(), provider.id(), resolved);
    Mono<FinishedCall> call = spool
      .begin(act.recorded(Outcome.UNKNOWN, at), () -> notBegun(act))
      .then(Mono.defer(() -> made(request, target, act)))
      .map(answer -> new FinishedCall(act.id(), at, provider, resolved, answer));
    return toItsEnd(call);
  }

  private UsageCompleted notBegun(MeteredOperation act) {
    return act.completed(Outcome.FAILED, now(), Duration.ZERO, null, CallNotAttempted.CODE);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Goes on when the caller hangs up: the tool runs on anyway, and its end belongs on record. The call's timeout bounds it. */
  private static <T> Mono<T> toItsEnd(Mono<T> call) {
    return Mono.deferContextual(context -> Mono.fromFuture(call.contextWrite(context).toFuture(), true));
  }

  private Mono<ToolServers.ToolResponse> made(CallRequest request, Target target, MeteredOperation act) {
    long begin = System.nanoTime();
    Mono<ToolServers.ToolResponse> call = request.lateAt(clock.instant())
      ? Mono.error(late())
      : servers.call(target, request.tool().key(), request.input());
    return call
      .flatMap(answer ->
        unknownTool(target, request.tool().key(), answer).flatMap(unknown ->
          unknown ? Mono.<ToolServers.ToolResponse>error(noTool(request)) : Mono.just(answer)
        )
      )
      .flatMap(answer -> completed(act, outcome(answer), begin, errorCode(answer)).thenReturn(answer))
      .onErrorResume(e -> failed(act, begin, e));
  }

  private Mono<ToolServers.ToolResponse> failed(MeteredOperation act, long begin, Throwable e) {
    ApiException error = switch (e) {
      case ProviderFailure failure -> ApiException.about(failure.code(), "session.tool_call", act.id(), failure.text());
      case ApiException erased when erased.code() == ErrorCode.USE_AFTER_DELETE -> notMade(act);
      case ApiException api -> api;
      // What it says is for the log of the web layer, which keeps no messages of strangers.
      default -> null;
    };
    ErrorCode code = error == null ? ErrorCode.INTERNAL_SERVER_ERROR : error.code();
    return completed(act, outcome(code), begin, code.wire()).then(Mono.error(error == null ? e : error));
  }

  private static ApiException late() {
    return ApiException.of(ErrorCode.UNAVAILABLE, "The call could not be begun in time and was not made");
  }

  /** Between the check and the call its credential was rotated or revoked. A 4xx would say that nothing is on record. */
  private static ApiException notMade(MeteredOperation act) {
    return ApiException.about(
      ErrorCode.UNAVAILABLE,
      "session.tool_call",
      act.id(),
      "The credential was erased while the call began, and the call was not made; repeat it"
    );
  }

  // Providers disagree on how to say that they have no such tool: their list decides.
  private Mono<Boolean> unknownTool(Target target, String tool, ToolServers.ToolResponse answer) {
    return ToolResults.soundsUnknown(answer)
      ? servers
          .tools(target)
          .doOnNext(listed -> memory.remember(target.sessionProviderId(), listed.tools()))
          .map(listed ->
            listed
              .tools()
              .stream()
              .noneMatch(known -> known.name().equals(tool))
          )
          .onErrorReturn(false)
      : Mono.just(false);
  }

  private Mono<Void> completed(MeteredOperation act, Outcome outcome, long begin, @Nullable String errorCode) {
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    return spool.append(act.completed(outcome, now(), took, null, errorCode)).onErrorResume(e -> {
      // The tool has run: its answer is not thrown away because its outcome stays unknown on record.
      LOG.atWarn().addKeyValue("tool_call", act.id()).log("the end of a tool call was not recorded");
      return Mono.empty();
    });
  }

  private static MeteredOperation act(CallRequest request, SessionProvider provider, Resolved resolved, Instant at) {
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
      resolved.reason().wire()
    );
  }

  private static Outcome outcome(ToolServers.ToolResponse answer) {
    return ToolResults.failed(answer) ? Outcome.FAILED : Outcome.SUCCEEDED;
  }

  private static @Nullable String errorCode(ToolServers.ToolResponse answer) {
    return ToolResults.failed(answer) ? ToolResults.errorCode(answer) : null;
  }

  private static Outcome outcome(ErrorCode code) {
    return switch (code) {
      case PROVIDER_REFUSED_CREDENTIAL -> Outcome.PROVIDER_REFUSED;
      case PROVIDER_UNREACHABLE -> Outcome.PROVIDER_UNREACHABLE;
      case PROVIDER_TIMEOUT -> Outcome.TIMED_OUT;
      default -> Outcome.FAILED;
    };
  }

  private static ApiException noTool(CallRequest request) {
    return ApiException.notFound("provider.tool", request.tool().wire());
  }
}
