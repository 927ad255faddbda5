package io.keyfold.platform.log.append;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.schema.Command;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Appends what must not be lost and cannot be done again: the result of a call to somebody else. Thread-safe. */
public final class ResultLog {

  private static final Logger LOG = LoggerFactory.getLogger(ResultLog.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LAST_PAUSE = Duration.ofSeconds(2);

  private final CommandLog log;

  /** Appends to the log. */
  public ResultLog(CommandLog log) {
    this.log = log;
  }

  /** How the decider took a result. */
  public enum Recorded {
    /** It is on the log. */
    ACCEPTED,
    /** Something newer had replaced it, or the result was appended twice. */
    SUPERSEDED,
    /** The record was too large. */
    TOO_LARGE,
  }

  /**
   * {@return how the result was taken} Retries as long as the log does not answer. The command may then be on the log
   * twice; its second copy has no effect, because the first one ended what the result is of.
   */
  public Mono<Recorded> append(Command result) {
    return untilAvailable(log.append(result).thenReturn(Recorded.ACCEPTED), result).onErrorResume(
      ApiException.class,
      refused -> Mono.just(refused.code() == ErrorCode.PAYLOAD_TOO_LARGE ? Recorded.TOO_LARGE : Recorded.SUPERSEDED)
    );
  }

  /**
   * {@return what the step returns, which is repeated while the log does not answer}
   *
   * @param result what is recorded, for the operator
   */
  public <T> Mono<T> untilAvailable(Mono<T> step, Command result) {
    return step.retryWhen(
      Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
        .maxBackoff(LAST_PAUSE)
        .filter(ErrorCode.UNAVAILABLE::isCodeOf)
        .doBeforeRetry(signal ->
          LOG.atWarn()
            .addKeyValue("object", result.getMeta().getObjectId())
            .addKeyValue("attempts", signal.totalRetries() + 1)
            .log("recording a result failed; retrying")
        )
    );
  }
}
