package io.keyfold.authconfig.webhooks.send;

import io.keyfold.authconfig.commands.RecordWebhookAttempt;
import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.append.ResultLog;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Records the results of attempts, and waits until the view has them: the same delivery is otherwise due again. */
final class AttemptLog {

  private static final Logger LOG = LoggerFactory.getLogger(AttemptLog.class);

  private final ResultLog log;
  private final View deliveries;

  AttemptLog(ResultLog log, View deliveries) {
    this.log = log;
    this.deliveries = deliveries;
  }

  /** Completes when the view contains this result, or another one of the same attempt. */
  Mono<Void> record(RecordWebhookAttempt command) {
    TenantId tenant = new TenantId(command.getMeta().getTenantId());
    return Mono.defer(() -> isRecorded(tenant, command) ? Mono.<Void>empty() : append(tenant, command));
  }

  private Mono<Void> append(TenantId tenant, RecordWebhookAttempt command) {
    return log.append(command).flatMap(recorded -> {
      if (recorded == ResultLog.Recorded.ACCEPTED) {
        return Mono.empty();
      }
      LOG.atInfo()
        .addKeyValue("tenant", tenant.value())
        .addKeyValue("delivery", command.getMeta().getObjectId())
        .addKeyValue("recorded", recorded)
        .log("another result of the delivery was recorded");
      return log.untilAvailable(deliveries.caughtUp(tenant), command);
    });
  }

  private boolean isRecorded(TenantId tenant, RecordWebhookAttempt command) {
    return deliveries
      .find(Delivery.key(tenant, command.getWebhookEndpointId(), command.getMeta().getObjectId()))
      .filter(known -> known.pending() && known.attempts() < command.getAttempt())
      .isEmpty();
  }
}
