package io.keyfold.authconfig.refresh;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.schema.Command;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Appends what must not be lost: the result of a provider call. Thread-safe. */
final class RefreshLog {

  private static final Logger LOG = LoggerFactory.getLogger(RefreshLog.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
  private static final Duration LAST_PAUSE = Duration.ofSeconds(2);

  private final CommandLog log;

  RefreshLog(CommandLog log) {
    this.log = log;
  }

  /** How the decider took a result. */
  enum Recorded {
    /** It is the grant's state now. */
    ACCEPTED,
    /** Something newer had replaced the refresh, or the result was appended twice. */
    SUPERSEDED,
    /** The record was too large. */
    TOO_LARGE,
  }

  /**
   * {@return how the result was taken} Retries as long as the log does not answer. The command may then be on the log
   * twice; its second copy has no effect, because the first one ended the refresh.
   */
  Mono<Recorded> append(Command result) {
    return log
      .append(result)
      .thenReturn(Recorded.ACCEPTED)
      .retryWhen(
        Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
          .maxBackoff(LAST_PAUSE)
          .filter(ErrorCode.UNAVAILABLE::isCodeOf)
          .doBeforeRetry(signal ->
            LOG.atWarn()
              .addKeyValue("auth_config", result.getMeta().getObjectId())
              .addKeyValue("attempts", signal.totalRetries() + 1)
              .log("recording the result of a refresh failed; retrying")
          )
      )
      .onErrorResume(ApiException.class, refused ->
        Mono.just(refused.code() == ErrorCode.PAYLOAD_TOO_LARGE ? Recorded.TOO_LARGE : Recorded.SUPERSEDED)
      );
  }
}
