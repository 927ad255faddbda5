package io.keyfold.platform.log.wiring;

import io.keyfold.platform.log.append.LogProperties;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.endoffset.EndOffsets;
import io.keyfold.platform.log.endoffset.QuorumEndOffsets;
import io.keyfold.platform.log.orphanedtx.OrphanedTransactionCleanup;
import io.keyfold.platform.log.store.BlockCache;
import io.keyfold.platform.log.store.StoreProperties;
import io.keyfold.platform.log.sweep.SweepProperties;
import io.keyfold.platform.log.view.LogContactHealth;
import io.keyfold.platform.log.view.ViewDigestsEndpoint;
import io.keyfold.platform.log.view.ViewFactory;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.log.view.ViewsHealth;
import io.keyfold.platform.thread.ThreadConfiguration;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.TopicInitializer;
import io.keyfold.platform.topic.TopicProperties;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.registry.RegistryClient;
import io.keyfold.schemas.registry.RegistryClients;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.schemas.serde.AvroCodecOptions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Beans of the log. Topics are created and checked before anything reads or writes them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  TopicProperties.class,
  LogProperties.class,
  StoreProperties.class,
  SchemaRegistryProperties.class,
  KafkaProperties.class,
  SweepProperties.class,
})
@Import(ThreadConfiguration.class)
public class LogConfiguration {

  /** Maximum number of queued sends and completions; further ones are rejected. */
  private static final int MAX_QUEUED = 100_000;

  private static final int THREADS = 4;

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean
  Admin admin(KafkaProperties kafka) {
    return Admin.create(kafka.buildAdminProperties());
  }

  @Bean
  TopicInitializer topics(Admin admin, TopicProperties properties) {
    TopicInitializer topics = new TopicInitializer(admin, properties);
    topics.ensure(Topics.all());
    return topics;
  }

  /** Uses an in-process registry if there is such a bean. */
  @Bean
  AvroCodec avroCodec(SchemaRegistryProperties registry, ObjectProvider<RegistryClient> inProcess) {
    RegistryClient client = inProcess.getIfAvailable(() -> RegistryClients.of(registry.config()));
    return new AvroCodec(client, AvroCodecOptions.of(registry.config(), false));
  }

  @Bean
  @DependsOn("topics")
  Producer<byte[], byte[]> producer(KafkaProperties kafka, LogProperties properties) {
    Map<String, Object> config = new HashMap<>(kafka.buildProducerProperties());
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    // A caller waits for each record; batches still form while a request is in flight.
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000);
    config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, properties.brokerTimeoutMs());
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  @Bean
  DeadLetters deadLetters(Producer<byte[], byte[]> producer, AvroCodec codec, MeterRegistry metrics, Clock clock) {
    return new DeadLetters(producer, codec, metrics, clock);
  }

  @Bean(destroyMethod = "dispose")
  Scheduler logScheduler(ThreadSupervisor threads) {
    return Schedulers.newBoundedElastic(THREADS, MAX_QUEUED, threads.factory("keyfold-log"), 60);
  }

  @Bean
  @DependsOn("topics")
  QuorumEndOffsets quorumEndOffsets(KafkaProperties kafka, TopicProperties topics, ThreadSupervisor threads) {
    return QuorumEndOffsets.of(kafka.buildAdminProperties(), topics.minInsyncReplicas(), threads);
  }

  /** Has its own connection, so that slow partitions do not delay the others. */
  @Bean
  @DependsOn("topics")
  QuorumEndOffsets fallbackEndOffsets(KafkaProperties kafka, TopicProperties topics, ThreadSupervisor threads) {
    return QuorumEndOffsets.of(kafka.buildAdminProperties(), topics.minInsyncReplicas(), threads);
  }

  @Bean
  EndOffsets endOffsets(
    QuorumEndOffsets quorumEndOffsets,
    QuorumEndOffsets fallbackEndOffsets,
    Scheduler logScheduler
  ) {
    return new EndOffsets(quorumEndOffsets::of, fallbackEndOffsets::of, logScheduler);
  }

  @Bean
  @DependsOn("topics")
  ViewFactory viewFactory(
    KafkaProperties kafka,
    EndOffsets endOffsets,
    LogProperties properties,
    BlockCache blockCache,
    Scheduler logScheduler
  ) {
    return new ViewFactory(kafka.buildAdminProperties(), endOffsets, properties, blockCache, logScheduler);
  }

  @Bean
  LogParts logParts(
    Producer<byte[], byte[]> producer,
    AvroCodec codec,
    DeadLetters deadLetters,
    PollCommitCoordinator pollCommitCoordinator,
    ViewFactory viewFactory,
    LogProperties properties,
    Scheduler logScheduler,
    ThreadSupervisor threads,
    MeterRegistry metrics,
    Clock clock
  ) {
    return new LogParts(
      producer,
      codec,
      deadLetters,
      pollCommitCoordinator,
      viewFactory,
      properties,
      logScheduler,
      threads,
      metrics,
      clock
    );
  }

  @Bean
  BlockCache blockCache(StoreProperties properties, MeterRegistry metrics) {
    return new BlockCache(properties.cache(), metrics);
  }

  @Bean
  PollCommitCoordinator pollCommitCoordinator(LogProperties properties) {
    return new PollCommitCoordinator(properties.linger());
  }

  @Bean
  OrphanedTransactionCleanup orphanedTransactions(Admin admin, ThreadSupervisor threads) {
    return new OrphanedTransactionCleanup(admin, threads);
  }

  /**
   * Primary, because Spring Cloud Stream uses none if there are several configurers, and Spring Boot has one for
   * metrics. A service without functions has nothing to start.
   */
  @Bean
  @Primary
  @ConditionalOnProperty("spring.cloud.function.definition")
  DecideStart decideStart(
    PollCommitCoordinator pollCommitCoordinator,
    BlockCache blockCache,
    OrphanedTransactionCleanup orphanedTransactions,
    LogProperties properties,
    Clock clock,
    ThreadSupervisor threads,
    ApplicationContext context,
    ObjectProvider<StreamsBuilderFactoryBeanConfigurer> configurers
  ) {
    Instant startedAt = Instant.ofEpochMilli(context.getStartupDate());
    return new DecideStart(
      pollCommitCoordinator,
      blockCache,
      orphanedTransactions,
      properties,
      clock,
      startedAt,
      threads,
      configurers
    );
  }

  @Bean
  ViewsHealth viewsHealthIndicator(ViewStreams views) {
    return new ViewsHealth(views);
  }

  @Bean
  LogContactHealth logContactHealthIndicator(ViewStreams views) {
    return new LogContactHealth(views::inContact);
  }

  @Bean
  ViewDigestsEndpoint viewDigestsEndpoint(ViewStreams views) {
    return new ViewDigestsEndpoint(views);
  }

  @Bean
  StartTasks startTasks(ObjectProvider<StartTask> tasks) {
    return new StartTasks(tasks.orderedStream().toList());
  }
}
