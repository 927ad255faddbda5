package io.keyfold.session.calls;

import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.toolcall.ToolCallBody;
import io.keyfold.session.cache.SingleFlightCache;
import io.keyfold.session.commands.ClaimToolCall;
import io.keyfold.session.usage.ToolCallLog;
import io.keyfold.session.usage.UsageSpool;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls a tool at most once per Idempotency-Key across instances. A call is first claimed on the log, so that exactly
 * one instance makes it (ADR 8). A retry gets the first response if this instance still caches it, otherwise the
 * recorded call.
 *
 * <p>A claim does not use up the key if its call never started, because its instance stopped or its spool rejected the
 * record. Once it is certain that no record of the call can follow, a retry claims again. The same applies if the
 * record says that the call was not attempted.
 */
final class IdempotentCalls {

  private static final Duration POLL_INTERVAL = Duration.ofMillis(20);
  private static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);

  private final Writer writer;
  private final ToolCalls calls;
  private final ToolCallLog log;
  private final UsageSpool spool;
  private final Completeness usage;
  private final ToolCallRenderer renderer;
  private final SingleFlightCache<ToolCallBody> recent;

  IdempotentCalls(
    Writer writer,
    ToolCalls calls,
    ToolCallLog log,
    UsageSpool spool,
    Completeness usage,
    ToolCallRenderer renderer,
    SingleFlightCache<ToolCallBody> recent
  ) {
    this.writer = writer;
    this.calls = calls;
    this.log = log;
    this.spool = spool;
    this.usage = usage;
    this.renderer = renderer;
    this.recent = recent;
  }

  /**
   * {@return the response of the call, which is made now or was made before}
   *
   * <p>Errors before the call are not remembered. Errors as {@link ToolCalls#call}, with
   * {@code idempotency_key_reused}, and with {@code unavailable} if the log accepts no claim or the outcome of a
   * claimed call is not known yet.
   *
   * @param request the requested call; subscribed to for the check and for the call, not for a retry
   * @param shown converts the finished call to its API representation
   */
  Mono<ToolCallBody> once(WriteRequest write, Mono<CallRequest> request, Function<FinishedCall, ToolCallBody> shown) {
    CallRequest.Claim claim = CallRequest.Claim.of(write.at(), spool.floor());
    return writer
      .write(write, () -> request.flatMap(call -> calls.check(call).thenReturn(command(write, claim, call))))
      .flatMap(claimed ->
        claimed.repeated()
          ? retried(write, claimed.objectId(), request, shown)
          : recent.join(claim.id(), request.flatMap(call -> calls.call(call.under(claim))).map(shown))
      );
  }

  private static ClaimToolCall command(WriteRequest write, CallRequest.Claim claim, CallRequest call) {
    return ClaimToolCall.newBuilder()
      .setMeta(write.meta(claim.id()))
      .setSessionId(call.session().id())
      .setTool(call.tool().wire())
      .build();
  }

  private Mono<ToolCallBody> retried(
    WriteRequest write,
    String id,
    Mono<CallRequest> request,
    Function<FinishedCall, ToolCallBody> shown
  ) {
    // Callers' keys contain no spaces. Concurrent retries of an abandoned claim use the same key, so one of them makes
    // the call.
    Mono<ToolCallBody> retry = Mono.defer(() -> once(write.withIdempotencyKey("again " + id), request, shown));
    Mono<ToolCallBody> lookup = Mono.defer(() -> lookup(write.tenant(), id, retry));
    return poll(lookup).switchIfEmpty(awaitRecords(id).then(lookup)).switchIfEmpty(retry);
  }

  /**
   * Completes once every record of the call that may exist is visible here, so that a call not found afterwards was
   * never made. Errors if that is not certain yet.
   */
  private Mono<Void> awaitRecords(String id) {
    return (
      requireExpired(id)
        // A spool that returned and may hold the record has announced itself before: it is included from here on.
        .then(usage.caughtUp())
        .then(requireExpired(id))
        // Only now is the record, if any, on the log and not just on its way there. This instance may still have to
        // read it.
        .then(log.caughtUp())
    );
  }

  /** Completes if a call that is not on the log was never made; errors if that is not certain. */
  private Mono<Void> requireExpired(String id) {
    return Mono.defer(() -> claimExpired(id) ? Mono.empty() : Mono.error(unknown(id)));
  }

  /** A record may still be on its way to the log or to this instance, so poll for a short time. */
  private static Mono<ToolCallBody> poll(Mono<ToolCallBody> lookup) {
    return Flux.interval(Duration.ZERO, POLL_INTERVAL)
      .onBackpressureDrop()
      .take(POLL_TIMEOUT)
      .concatMap(tick -> lookup)
      .next();
  }

  /** {@return the result of the call as known here; retries the call if the record says that it was not attempted} */
  private Mono<ToolCallBody> lookup(TenantId tenant, String id, Mono<ToolCallBody> retry) {
    Optional<Mono<ToolCallBody>> cached = recent.find(id);
    return cached.orElseGet(() ->
      Mono.justOrEmpty(log.find(tenant, id)).flatMap(entry ->
        ToolCalls.notAttempted(entry) ? retry : Mono.just(renderer.logged(tenant, entry))
      )
    );
  }

  /** Whether all operations that started while the claim was valid are on the log, from every instance. */
  private boolean claimExpired(String id) {
    return usage
      .completeUntil()
      .filter(until -> id.compareTo(CallRequest.ID_PREFIX + Ids.time(until.minus(CallRequest.Claim.VALIDITY))) < 0)
      .isPresent();
  }

  private static ApiException unknown(String id) {
    return ApiException.about(
      ErrorCode.UNAVAILABLE,
      "session.tool_call",
      id,
      "It is not known yet whether the tool was called for this Idempotency-Key; retry the request"
    );
  }
}
