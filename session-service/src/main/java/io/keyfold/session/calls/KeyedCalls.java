package io.keyfold.session.calls;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.session.commands.ClaimToolCall;
import io.keyfold.session.once.Recent;
import io.keyfold.session.usage.ToolCallLog;
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
 * it is certain that no record of the call can follow, a repetition claims anew.
 */
final class KeyedCalls {

  /** How long after its request a claimed call may begin; a claim takes less. */
  private static final Duration HOLDS = Duration.ofSeconds(10);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(20);
  private static final Duration BOUND = Duration.ofSeconds(1);

  private final Writer writer;
  private final ToolCalls calls;
  private final ToolCallLog log;
  private final Completeness usage;
  private final ToolCallRenderer renderer;
  private final Recent<ToolCallBody> recent;

  KeyedCalls(
    Writer writer,
    ToolCalls calls,
    ToolCallLog log,
    Completeness usage,
    ToolCallRenderer renderer,
    Recent<ToolCallBody> recent
  ) {
    this.writer = writer;
    this.calls = calls;
    this.log = log;
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
    var claim = new CallRequest.Claim(Ids.fresh(CallRequest.ID_PREFIX, write.at()), write.at().plus(HOLDS));
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
    // Asked before the records are looked at: what is on the log by then is found.
    boolean neverMade = neverMadeUnlessOnRecord(id);
    return known(write.tenant(), id).switchIfEmpty(
      Mono.defer(() ->
        // No caller's key has a space. All who find the same claim abandoned claim under the same key: one of them calls.
        neverMade ? once(write.under("again " + id), request, shown) : Mono.error(unknown(id))
      )
    );
  }

  /** A record may be on its way here, or to the log: it gets a moment. */
  private Mono<ToolCallBody> known(TenantId tenant, String id) {
    return Flux.interval(Duration.ZERO, LOOK_AGAIN)
      .onBackpressureDrop()
      .take(BOUND)
      .concatMap(tick -> look(tenant, id))
      .next();
  }

  private Mono<ToolCallBody> look(TenantId tenant, String id) {
    Optional<Mono<ToolCallBody>> here = recent.find(id);
    return here.orElseGet(() ->
      Mono.fromSupplier(() ->
        log
          .find(tenant, id)
          .map(entry -> renderer.logged(tenant, entry))
          .orElse(null)
      )
    );
  }

  /** Whether all that began while the claim held is on the log, whatever instance recorded it. */
  private boolean neverMadeUnlessOnRecord(String id) {
    return usage
      .until()
      .filter(until -> id.compareTo(CallRequest.ID_PREFIX + Ids.time(until.minus(HOLDS))) < 0)
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
