package io.keyfold.authconfig.webhooks.send;

import io.keyfold.authconfig.commands.RecordWebhookAttempt;
import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Records the results of attempts. While the log is unavailable, it keeps trying: the same delivery is otherwise due
 * again, and each search would send it once more.
 */
final class AttemptLog {

  private static final Logger LOG = LoggerFactory.getLogger(AttemptLog.class);
  private static final Duration MIN_BACKOFF = Duration.ofMillis(500);
  private static final Duration MAX_BACKOFF = Duration.ofSeconds(30);

  private final CommandLog log;
  private final View deliveries;

  AttemptLog(CommandLog log, View deliveries) {
    this.log = log;
    this.deliveries = deliveries;
  }

  /** Completes when the view contains this result, or another one of the same attempt. */
  Mono<Void> record(RecordWebhookAttempt command) {
    TenantId tenant = new TenantId(command.getMeta().getTenantId());
    return Mono.defer(() -> isRecorded(tenant, command) ? Mono.<Void>empty() : log.append(command).then())
      .onErrorResume(
        e -> !ErrorCode.UNAVAILABLE.isCodeOf(e),
        e -> {
          LOG.atInfo()
            .addKeyValue("tenant", tenant.value())
            .addKeyValue("delivery", command.getMeta().getObjectId())
            .addKeyValue("error", e.toString())
            .log("another result of the delivery was recorded");
          return deliveries.caughtUp(tenant);
        }
      )
      .retryWhen(
        Retry.backoff(Long.MAX_VALUE, MIN_BACKOFF).maxBackoff(MAX_BACKOFF).filter(ErrorCode.UNAVAILABLE::isCodeOf)
      );
  }

  private boolean isRecorded(TenantId tenant, RecordWebhookAttempt command) {
    return deliveries
      .find(Delivery.key(tenant, command.getWebhookEndpointId(), command.getMeta().getObjectId()))
      .filter(known -> known.pending() && known.attempts() < command.getAttempt())
      .isEmpty();
  }
}
