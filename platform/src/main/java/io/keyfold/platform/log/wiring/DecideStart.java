package io.keyfold.platform.log.wiring;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;

/**
 * Watches the Kafka Streams applications that Spring Cloud Stream runs for this service. A thread that dies is replaced; the
 * service becomes ready when each application has run once. A later rebalance does not make it unready: it still reads.
 */
final class DecideStart implements StreamsBuilderFactoryBeanConfigurer, HealthIndicator {

  private static final Logger LOG = LoggerFactory.getLogger(DecideStart.class);

  private final Set<StreamsBuilderFactoryBean> starting = ConcurrentHashMap.newKeySet();

  @Override
  public void configure(StreamsBuilderFactoryBean factory) {
    starting.add(factory);
    // An instance that ends in order hands its tasks over at once; one that only vanishes is missed after the session timeout.
    factory.setLeaveGroupOnClose(true);
    factory.setStateListener((now, before) -> {
      if (now == KafkaStreams.State.RUNNING) {
        starting.remove(factory);
      }
    });
    factory.setStreamsUncaughtExceptionHandler(error -> {
      LOG.atError().setCause(error).log("a stream thread died and is replaced");
      return StreamThreadExceptionResponse.REPLACE_THREAD;
    });
  }

  @Override
  public Health health() {
    return starting.isEmpty()
      ? Health.up().build()
      : Health.outOfService().withDetail("starting", starting.size()).build();
  }
}
