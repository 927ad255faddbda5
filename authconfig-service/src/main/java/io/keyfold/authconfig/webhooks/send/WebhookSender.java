package io.keyfold.authconfig.webhooks.send;

import io.keyfold.authconfig.webhooks.model.Delivery;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.log.View;
import io.keyfold.schema.DeliveryChange;
import io.keyfold.webhook.deliveries.WebhookDelivery;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the dispatcher: at once when the view folds a delivery that is due, and periodically for retries. The view may be
 * folding old records, so it is only a hint; the dispatcher reads the current state.
 */
final class WebhookSender implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(WebhookSender.class);

  private final Dispatcher dispatcher;
  private final ScheduledExecutorService executor;
  private final Set<Dispatcher.Receiver> hinted = ConcurrentHashMap.newKeySet();

  WebhookSender(
    Dispatcher dispatcher,
    View deliveries,
    WebhookProperties properties,
    ScheduledExecutorService executor
  ) {
    this.dispatcher = dispatcher;
    this.executor = executor;
    deliveries.listen((key, value, headers) -> folded(value));
    long interval = properties.interval().toMillis();
    Future<?> _ = executor.scheduleWithFixedDelay(
      () -> whenKnown(dispatcher::dispatchAll),
      interval,
      interval,
      TimeUnit.MILLISECONDS
    );
  }

  /** {@return an executor that ignores tasks once the given one is closed} */
  static Executor untilClosed(ScheduledExecutorService executor) {
    return task -> {
      try {
        executor.execute(task);
      } catch (RejectedExecutionException e) {
        LOG.debug("the sender is closed");
      }
    };
  }

  private static void whenKnown(Runnable dispatch) {
    try {
      dispatch.run();
    } catch (ApiException e) {
      LOG.atDebug().setCause(e).log("not yet known which tenants this instance serves");
    }
  }

  private void folded(@Nullable SpecificRecord value) {
    if (value instanceof WebhookDelivery record) {
      Delivery delivery = Delivery.of(record);
      if (delivery.pending() && record.getChange() != DeliveryChange.ATTEMPTED) {
        hint(new Dispatcher.Receiver(delivery.tenant(), delivery.endpointId()));
      }
    }
  }

  private void hint(Dispatcher.Receiver receiver) {
    if (hinted.add(receiver)) {
      untilClosed(executor).execute(() -> {
        hinted.remove(receiver);
        whenKnown(() -> dispatcher.dispatch(receiver));
      });
    }
  }

  @Override
  public void close() {
    dispatcher.close();
    executor.shutdownNow();
  }
}
