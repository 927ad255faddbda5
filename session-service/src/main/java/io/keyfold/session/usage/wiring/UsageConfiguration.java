package io.keyfold.session.usage.wiring;

import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.TopicInitializer;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.session.spool.SpoolProducers;
import io.keyfold.session.spool.SpoolSettings;
import io.keyfold.session.spool.UsageSpoolRuntime;
import io.keyfold.session.usage.CallCounts;
import io.keyfold.session.usage.MeteredSpool;
import io.keyfold.session.usage.ToolCallLog;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.session.usage.totals.DeploymentPartitioner;
import io.keyfold.session.usage.totals.TotalsTopology;
import io.keyfold.session.usage.view.ViewedCallCounts;
import io.keyfold.session.usage.view.ViewedToolCalls;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Configures the usage spool, the totals and their read side. The service's {@code ViewStreams} owns the
 * {@link UsageViews}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SpoolSettings.class)
public class UsageConfiguration {

  /** Topics and schemas must exist before the spool starts, so that it works while the schema registry is down. */
  @Bean(destroyMethod = "close")
  UsageSpoolRuntime usageSpoolRuntime(
    SpoolSettings settings,
    KafkaProperties kafka,
    TopicInitializer topics,
    AvroCodec codec,
    ThreadSupervisor threads,
    MeterRegistry metrics,
    Clock clock
  ) {
    codec.prepare(List.of(Topics.USAGE_RECORDS.name(), Topics.USAGE_WATERMARKS.name()));
    return UsageSpoolRuntime.start(
      settings,
      Topics.USAGE_RECORDS.name(),
      Topics.USAGE_WATERMARKS.name(),
      codec::encode,
      SpoolProducers.of(kafka.buildProducerProperties(), settings),
      threads,
      metrics,
      clock
    );
  }

  @Bean
  UsageSpool usageSpool(UsageSpoolRuntime runtime, MeterRegistry metrics) {
    return new MeteredSpool(runtime.port(), metrics);
  }

  @Bean
  HealthIndicator usageSpoolHealthIndicator(UsageSpoolRuntime runtime) {
    return () ->
      (runtime.hasRoom() ? Health.up() : Health.outOfService()).withDetail("spool", runtime.spoolId()).build();
  }

  /**
   * Part of readiness, unlike a full spool: while Kafka is down, every instance's spool fills, and callers get an
   * error. A spool that has not announced itself yet refuses every call too.
   */
  @Bean
  HealthIndicator usageDiskHealthIndicator(UsageSpoolRuntime runtime) {
    return () ->
      (runtime.announced() && runtime.diskWrites() ? Health.up() : Health.outOfService())
        .withDetail("announced", runtime.announced())
        .build();
  }

  @Bean
  Function<KStream<byte[], byte[]>, KStream<byte[], byte[]>> usageTotals(LogParts log) {
    return TotalsTopology.function(log.codec(), log.deadLetters(), log.pollCommitCoordinator(), log.metrics());
  }

  @Bean
  StreamPartitioner<byte[], byte[]> usageTotalsPartitioner() {
    return new DeploymentPartitioner();
  }

  @Bean
  View usageRecordsView(ViewStreams views) {
    return views.view(UsageViews.RECORDS);
  }

  @Bean
  View usageWatermarksView(ViewStreams views) {
    return views.view(UsageViews.WATERMARKS);
  }

  @Bean(initMethod = "start", destroyMethod = "close")
  Completeness usageCompleteness(ViewStreams views, View usageWatermarksView, Clock clock) {
    FoldedTopic records = views.topic(UsageViews.RECORDS);
    return new Completeness(records::positionsByPartition, usageWatermarksView, clock);
  }

  @Bean
  ToolCallLog toolCallLog(View usageRecordsView) {
    return new ViewedToolCalls(usageRecordsView);
  }

  @Bean
  CallCounts callCounts(View usageRecordsView) {
    return new ViewedCallCounts(usageRecordsView);
  }
}
