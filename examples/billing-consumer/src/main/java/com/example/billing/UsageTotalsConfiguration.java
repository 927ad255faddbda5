package com.example.billing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.cloud.stream.config.ListenerContainerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.AbstractMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.messaging.Message;
import org.springframework.util.backoff.ExponentialBackOff;

/** Connects the topic with the table. */
@Configuration(proxyBeanMethods = false)
class UsageTotalsConfiguration {

  private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

  /** Receives the totals of one poll. Once it has returned, their offsets are committed. */
  @Bean
  Consumer<Message<List<byte[]>>> usageTotals(WriterSchemas schemas, UsageTotalTable table) {
    UsageTotalDecoder decoder = new UsageTotalDecoder(schemas::get);
    return message -> table.save(UsageTotalBatch.of(message, decoder));
  }

  /**
   * Repeats a batch until it succeeds. The default is to skip it after some attempts, which would lose usage, for example
   * while the database is down.
   */
  @Bean
  ListenerContainerCustomizer<AbstractMessageListenerContainer<?, ?>> retryForever() {
    return (container, destination, group) -> {
      ExponentialBackOff backOff = new ExponentialBackOff(FIRST_RETRY.toMillis(), 2);
      backOff.setMaxInterval(LONGEST_RETRY.toMillis());
      DefaultErrorHandler errorHandler = new DefaultErrorHandler(backOff);
      // No exception is a reason to skip records.
      errorHandler.setClassifications(Map.of(), true);
      container.setCommonErrorHandler(errorHandler);
    };
  }
}
