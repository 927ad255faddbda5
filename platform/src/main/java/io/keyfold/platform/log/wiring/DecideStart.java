package io.keyfold.platform.log.wiring;

import io.keyfold.platform.error.Causes;
import io.keyfold.platform.log.append.LogProperties;
import io.keyfold.platform.log.assign.WarmUp;
import io.keyfold.platform.log.clients.PollCommitClientSupplier;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.decide.NewerReleaseException;
import io.keyfold.platform.log.orphanedtx.OrphanedTransactionCleanup;
import io.keyfold.platform.log.store.BlockCache;
import io.keyfold.platform.log.store.StoreFailure;
import io.keyfold.platform.log.store.StoreStaleness;
import io.keyfold.platform.thread.ThreadSupervisor;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.kafka.config.KafkaStreamsCustomizer;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.kafka.config.StreamsBuilderFactoryBeanConfigurer;
import org.springframework.kafka.core.CleanupConfig;

/**
 * Configures and supervises the Kafka Streams applications that Spring Cloud Stream runs for this service. A failed
 * thread is replaced. The service becomes ready when each application has run once; a later rebalance does not change
 * readiness, because reads continue.
 *
 * <p>If a local store fails, a replacement thread would fail as well. The application stops, so that other instances
 * take over its tasks, and restarts after a pause. Damaged and stale stores are deleted and restored from the log.
 */
final class DecideStart implements StreamsBuilderFactoryBeanConfigurer, HealthIndicator, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DecideStart.class);
  private static final Duration RESTART_PAUSE = Duration.ofSeconds(5);

  /** Avoids task ping-pong while other instances are upgraded. */
  private static final Duration UPGRADE_PAUSE = Duration.ofMinutes(1);

  /** Interval of store lag checks. */
  private static final Duration LAG_CHECK_INTERVAL = Duration.ofMinutes(1);

  private final PollCommitCoordinator coordinator;
  private final BlockCache cache;
  private final OrphanedTransactionCleanup orphanedTransactions;
  private final LogProperties properties;
  private final InstantSource clock;
  private final Instant startedAt;
  private final ObjectProvider<StreamsBuilderFactoryBeanConfigurer> configurers;
  private final Map<StreamsBuilderFactoryBean, StoreStaleness> staleness = new ConcurrentHashMap<>();
  /** Applications that have not run yet. */
  private final Set<StreamsBuilderFactoryBean> starting = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService scheduler;

  /**
   * Creates the supervisor.
   *
   * @param cache block cache that all stores share
   * @param orphanedTransactions informed about rebalances
   * @param startedAt when this instance was started
   * @param configurers other configurers, which Spring Cloud Stream would not call besides this one
   */
  DecideStart(
    PollCommitCoordinator coordinator,
    BlockCache cache,
    OrphanedTransactionCleanup orphanedTransactions,
    LogProperties properties,
    InstantSource clock,
    Instant startedAt,
    ThreadSupervisor threads,
    ObjectProvider<StreamsBuilderFactoryBeanConfigurer> configurers
  ) {
    this.coordinator = coordinator;
    this.cache = cache;
    this.orphanedTransactions = orphanedTransactions;
    this.properties = properties;
    this.clock = clock;
    this.startedAt = startedAt;
    this.configurers = configurers;
    this.scheduler = threads.scheduled("keyfold-decide-supervisor");
    Future<?> _ = scheduler.scheduleWithFixedDelay(
      () -> staleness.forEach(this::checkLag),
      LAG_CHECK_INTERVAL.toMillis(),
      LAG_CHECK_INTERVAL.toMillis(),
      TimeUnit.MILLISECONDS
    );
  }

  @Override
  public void configure(StreamsBuilderFactoryBean factory) {
    starting.add(factory);
    configurers
      .orderedStream()
      .filter(other -> other != this)
      .forEach(other -> other.configure(factory));
    Properties settings = Objects.requireNonNull(factory.getStreamsConfiguration(), "the factory has a configuration");
    settings.putAll(cache.settings());
    settings.put(
      StreamsConfig.CONSUMER_PREFIX + ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
      properties.brokerTimeoutMs()
    );
    settings.put(
      StreamsConfig.PRODUCER_PREFIX + ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
      properties.brokerTimeoutMs()
    );
    // The factory returned a copy.
    factory.setStreamsConfiguration(settings);
    String application = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    StoreStaleness storeStaleness = StoreStaleness.in(Path.of(properties.stateDirectory(), "ages", application), clock);
    staleness.put(factory, storeStaleness);
    factory.setClientSupplier(new PollCommitClientSupplier(coordinator));
    // On a clean shutdown, leave the group at once instead of after the session timeout.
    factory.setLeaveGroupOnClose(true);
    factory.setStateListener((state, previous) -> {
      if (state == KafkaStreams.State.RUNNING) {
        starting.remove(factory);
        orphanedTransactions.rebalanceCompleted(application);
      } else if (state == KafkaStreams.State.REBALANCING) {
        orphanedTransactions.rebalanceStarted(application);
      } else if (state == KafkaStreams.State.NOT_RUNNING) {
        markStopped(storeStaleness);
      }
    });
    factory.setKafkaStreamsCustomizer(new BeforeStart(factory, storeStaleness));
  }

  /** Applies what is only known, or would be overwritten, before an application starts. */
  private final class BeforeStart implements KafkaStreamsCustomizer {

    private final StreamsBuilderFactoryBean factory;
    private final StoreStaleness storeStaleness;

    BeforeStart(StreamsBuilderFactoryBean factory, StoreStaleness storeStaleness) {
      this.factory = factory;
      this.storeStaleness = storeStaleness;
    }

    @Override
    public KafkaStreams initKafkaStreams(Topology topology, Properties settings, KafkaClientSupplier clients) {
      // These properties belong to the factory, so a restart keeps the first warm-up time.
      Instant warm = WarmUp.warmAt(startedAt, clock.instant(), properties.warmUp());
      WarmUp.settings(warm).forEach(settings::putIfAbsent);
      return KafkaStreamsCustomizer.super.initKafkaStreams(topology, settings, clients);
    }

    @Override
    public void customize(KafkaStreams streams) {
      // Not set on the factory: Spring Cloud Stream overwrites that handler just before the start.
      streams.setUncaughtExceptionHandler(error -> onFailure(factory, error));
      storeStaleness.deleteIfStale(streams);
    }
  }

  private StreamThreadExceptionResponse onFailure(StreamsBuilderFactoryBean factory, Throwable error) {
    if (StoreFailure.isOfStore(error)) {
      LOG.atError().setCause(error).log("a local store failed; its tasks move to other instances until a restart");
      scheduleRestart(factory, StoreFailure.isDamage(error), RESTART_PAUSE);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (Causes.find(error, NewerReleaseException.class).isPresent()) {
      LOG.atWarn().addKeyValue("error", error.toString()).log("leaving tasks to instances of a newer release");
      scheduleRestart(factory, false, UPGRADE_PAUSE);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.atError().setCause(error).log("a stream thread failed and is replaced");
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private void scheduleRestart(StreamsBuilderFactoryBean factory, boolean deleteStores, Duration pause) {
    Future<?> _ = scheduler.schedule(() -> restart(factory, deleteStores), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void restart(StreamsBuilderFactoryBean factory, boolean deleteStores) {
    try {
      factory.stop();
      factory.setCleanupConfig(new CleanupConfig(deleteStores, false));
      factory.start();
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("restarting a stream application failed; retrying");
      scheduleRestart(factory, deleteStores, RESTART_PAUSE);
    }
  }

  private void checkLag(StreamsBuilderFactoryBean factory, StoreStaleness storeStaleness) {
    try {
      KafkaStreams streams = factory.getKafkaStreams();
      if (streams != null && streams.state() == KafkaStreams.State.RUNNING && !storeStaleness.check(streams)) {
        LOG.warn("local stores are older than the tombstone retention: restoring them from the log");
        restart(factory, false);
      }
    } catch (RuntimeException e) {
      LOG.atInfo().addKeyValue("error", e.toString()).log("checking store lag failed");
    }
  }

  private static void markStopped(StoreStaleness storeStaleness) {
    try {
      storeStaleness.stopped();
    } catch (UncheckedIOException e) {
      LOG.atWarn().setCause(e).log("writing the staleness marker failed");
    }
  }

  /**
   * Out of service as well if no application was configured, since failures of unsupervised applications would go
   * unnoticed.
   */
  @Override
  public Health health() {
    return starting.isEmpty() && !staleness.isEmpty()
      ? Health.up().build()
      : Health.outOfService().withDetail("starting", starting.size()).build();
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
