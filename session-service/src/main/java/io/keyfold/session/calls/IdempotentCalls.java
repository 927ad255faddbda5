package io.keyfold.session.calls;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.session.cache.SingleFlightCache;
import io.keyfold.session.commands.ClaimToolCall;
import io.keyfold.session.usage.ToolCallLog;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.session.usage.view.Completeness;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls a tool at most once for one Idempotency-Key, whichever instance is asked. The call is claimed on the log before it is
 * made, so that one judge says who makes it (ADR 8). A repetition gets the first answer where this instance still has it, else
 * what is on record.
 *
 * <p>A claim whose call was never begun, because its instance ended or was refused by its spool, does not use the key up: once
 * it is certain that no record of the call can follow, a repetition claims anew. So it does if the record says that the call
 * was begun and not made.
 */
final class IdempotentCalls {

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration BOUND = Duration.ofSeconds(1);

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
   * {@return what the call answers, now or when it was made}
   *
   * <p>What would refuse the call before it is made is not remembered. Errors as {@link ToolCalls#call}, with
   * {@code idempotency_key_reused}, and with {@code unavailable} if the log takes no claim or it is not known yet whether
   * a claimed call was made.
   *
   * @param request what is asked for; subscribed to for the check and for the call, not for a repetition
   * @param shown what the wire shows of the finished call
   */
  Mono<ToolCallBody> once(WriteRequest write, Mono<CallRequest> request, Function<FinishedCall, ToolCallBody> shown) {
    CallRequest.Claim claim = CallRequest.Claim.of(write.at(), spool.floor());
    return writer
      .write(write, () -> request.flatMap(call -> calls.check(call).thenReturn(command(write, claim, call))))
      .flatMap(claimed ->
        claimed.repeated()
          ? again(write, claimed.objectId(), request, shown)
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

  private Mono<ToolCallBody> again(
    WriteRequest write,
    String id,
    Mono<CallRequest> request,
    Function<FinishedCall, ToolCallBody> shown
  ) {
    // No caller's key has a space. All who find the same claim abandoned claim under the same key: one of them calls.
    Mono<ToolCallBody> anew = Mono.defer(() -> once(write.withIdempotencyKey("again " + id), request, shown));
    Mono<ToolCallBody> look = Mono.defer(() -> look(write.tenant(), id, anew));
    return known(look).switchIfEmpty(afterAll(id).then(look)).switchIfEmpty(anew);
  }

  /**
   * Completes once all that may have the record of a call is known here, so that a call that is not found then was never made;
   * errors if that cannot be told yet.
   */
  private Mono<Void> afterAll(String id) {
    return (
      neverMade(id)
        // A spool that came back and could hold the record told of itself first: it is counted from here on.
        .then(usage.caughtUp())
        .then(neverMade(id))
        // Only now is the record on the log, if there is one, and not only on its way there. Here it may still be missing.
        .then(log.caughtUp())
    );
  }

  /** Completes if a call that is not on the log was never made, and errors if nobody knows. */
  private Mono<Void> neverMade(String id) {
    return Mono.defer(() -> neverMadeUnlessOnRecord(id) ? Mono.empty() : Mono.error(unknown(id)));
  }

  /** A record may be on its way here, or to the log: it gets a moment. */
  private static Mono<ToolCallBody> known(Mono<ToolCallBody> look) {
    return Flux.interval(Duration.ZERO, LOOK_AGAIN)
      .onBackpressureDrop()
      .take(BOUND)
      .concatMap(tick -> look)
      .next();
  }

  /** {@return what came of the call, as far as it is known here; anew if it is on record that it was not made} */
  private Mono<ToolCallBody> look(TenantId tenant, String id, Mono<ToolCallBody> anew) {
    Optional<Mono<ToolCallBody>> here = recent.find(id);
    return here.orElseGet(() ->
      Mono.justOrEmpty(log.find(tenant, id)).flatMap(entry ->
        ToolCalls.notMade(entry) ? anew : Mono.just(renderer.logged(tenant, entry))
      )
    );
  }

  /** Whether all that began while the claim held is on the log, whatever instance recorded it. */
  private boolean neverMadeUnlessOnRecord(String id) {
    return usage
      .until()
      .filter(until -> id.compareTo(CallRequest.ID_PREFIX + Ids.time(until.minus(CallRequest.Claim.HOLDS))) < 0)
      .isPresent();
  }

  private static ApiException unknown(String id) {
    return ApiException.about(
      ErrorCode.UNAVAILABLE,
      "session.tool_call",
      id,
      "Whether the tool was called under this Idempotency-Key is not known yet; repeat the request to learn it"
    );
  }
}
