package io.keyfold.session.calls;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.WriteRequest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Keeps a tool from running twice for one Idempotency-Key: a repeated request gets what the first one got, also while that
 * is under way. What tools say is not on the log, so this is what one instance remembers, for a while and up to a bound; a
 * request that is repeated later, or at another instance, runs the tool again.
 */
final class RecentCalls {

  private static final int LIMIT = 1_000;
  private static final int MAX_OUTPUT = 64 * 1024;
  private static final Duration KEPT = Duration.ofMinutes(10);

  private record Entry(@Nullable String hash, Instant until, Mono<ToolCallBody> outcome) {}

  private final Clock clock;
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  RecentCalls(Clock clock) {
    this.clock = clock;
  }

  /** {@return what the call answers, or what an equal request under the same key was answered before} */
  Mono<ToolCallBody> once(WriteRequest request, Mono<ToolCallBody> call) {
    String key = request.idempotencyKey();
    return key == null ? call : Mono.defer(() -> shared(request.tenant() + "/" + key, request.requestHash(), call));
  }

  private synchronized Mono<ToolCallBody> shared(String key, @Nullable String hash, Mono<ToolCallBody> call) {
    Instant now = clock.instant();
    entries.values().removeIf(entry -> entry.until().isBefore(now));
    Entry known = entries.get(key);
    if (known == null) {
      if (entries.size() >= LIMIT) {
        var eldest = entries.keySet().iterator();
        eldest.next();
        eldest.remove();
      }
      Mono<ToolCallBody> outcome = call
        .doOnNext(body -> finished(key, body))
        .doOnError(e -> failed(key, e))
        .cache();
      known = new Entry(hash, now.plus(KEPT), outcome);
      entries.put(key, known);
    }
    return Objects.equals(known.hash(), hash)
      ? known.outcome()
      : Mono.error(
          ApiException.of(ErrorCode.IDEMPOTENCY_KEY_REUSED, "The Idempotency-Key was used for another request")
        );
  }

  /** A large answer is not kept; that the tool ran is. */
  private synchronized void finished(String key, ToolCallBody body) {
    if (body.output() != null && body.output().toString().length() > MAX_OUTPUT) {
      Mono<ToolCallBody> told = Mono.error(() ->
        ApiException.about(
          ErrorCode.CONFLICT,
          "session.tool_call",
          body.id(),
          "The tool was called under this Idempotency-Key; its answer was too large to be kept"
        )
      );
      entries.computeIfPresent(key, (same, entry) -> new Entry(entry.hash(), entry.until(), told));
    }
  }

  /** What certainly had no effect may be tried again; a tool that may have run may not. */
  private synchronized void failed(String key, Throwable e) {
    boolean mayHaveRun =
      e instanceof ApiException error &&
      (error.code() == ErrorCode.PROVIDER_TIMEOUT || error.code() == ErrorCode.PROVIDER_ERROR);
    if (!mayHaveRun) {
      entries.remove(key);
    }
  }
}
