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
 * Watches the Kafka Streams applications that Spring Cloud Stream runs for this service. A thread that dies is replaced; the
 * service becomes ready when each application has run once. A later rebalance does not make it unready: it still reads.
 *
 * <p>Where a local store fails, another thread would fail, too: the application ends, so that other instances take its tasks
 * over, and begins again after a pause, without its local stores if they are damaged. They come back from the log. So do those
 * that stood still for so long that they may have missed what was deleted.
 */
final class DecideStart implements StreamsBuilderFactoryBeanConfigurer, HealthIndicator, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(DecideStart.class);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Long enough that tasks do not wander to and fro while the other instances are upgraded. */
  private static final Duration UPGRADE_PAUSE = Duration.ofMinutes(1);

  /** How often it is looked how far the stores are. */
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final PollCommitCoordinator batches;
  private final BlockCache cache;
  private final OrphanedTransactionCleanup takeover;
  private final LogProperties properties;
  private final InstantSource clock;
  private final Instant begun;
  private final ObjectProvider<StreamsBuilderFactoryBeanConfigurer> all;
  private final Map<StreamsBuilderFactoryBean, StoreStaleness> ages = new ConcurrentHashMap<>();
  /** Those that have not run yet. */
  private final Set<StreamsBuilderFactoryBean> starting = ConcurrentHashMap.newKeySet();
  private final ScheduledExecutorService again;

  /**
   * Configures each application.
   *
   * @param cache what the stores of all share
   * @param takeover is told when tasks are distributed anew
   * @param begun when this instance was started
   * @param all who else wants to; none of them would be asked beside this
   */
  DecideStart(
    PollCommitCoordinator batches,
    BlockCache cache,
    OrphanedTransactionCleanup takeover,
    LogProperties properties,
    InstantSource clock,
    Instant begun,
    ThreadSupervisor threads,
    ObjectProvider<StreamsBuilderFactoryBeanConfigurer> all
  ) {
    this.batches = batches;
    this.cache = cache;
    this.takeover = takeover;
    this.properties = properties;
    this.clock = clock;
    this.begun = begun;
    this.all = all;
    this.again = threads.scheduled("keyfold-decide-again");
    Future<?> _ = again.scheduleWithFixedDelay(
      () -> ages.forEach(this::look),
      LOOK.toMillis(),
      LOOK.toMillis(),
      TimeUnit.MILLISECONDS
    );
  }

  @Override
  public void configure(StreamsBuilderFactoryBean factory) {
    starting.add(factory);
    all
      .orderedStream()
      .filter(other -> other != this)
      .forEach(other -> other.configure(factory));
    Properties settings = Objects.requireNonNull(factory.getStreamsConfiguration(), "made with its settings");
    settings.putAll(cache.settings());
    settings.put(
      StreamsConfig.CONSUMER_PREFIX + ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
      properties.brokerTimeoutMs()
    );
    settings.put(
      StreamsConfig.PRODUCER_PREFIX + ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
      properties.brokerTimeoutMs()
    );
    // The factory gave a copy away.
    factory.setStreamsConfiguration(settings);
    String application = settings.getProperty(StreamsConfig.APPLICATION_ID_CONFIG);
    StoreStaleness age = StoreStaleness.in(Path.of(properties.stateDirectory(), "ages", application), clock);
    ages.put(factory, age);
    factory.setClientSupplier(new PollCommitClientSupplier(batches));
    // An instance that ends in order hands its tasks over at once; one that only vanishes is missed after the session timeout.
    factory.setLeaveGroupOnClose(true);
    factory.setStateListener((now, before) -> {
      if (now == KafkaStreams.State.RUNNING) {
        starting.remove(factory);
        takeover.done(application);
      } else if (now == KafkaStreams.State.REBALANCING) {
        takeover.begun(application);
      } else if (now == KafkaStreams.State.NOT_RUNNING) {
        ended(age);
      }
    });
    factory.setKafkaStreamsCustomizer(new Start(factory, age));
  }

  /** What is not known, or not kept, before an application starts. */
  private final class Start implements KafkaStreamsCustomizer {

    private final StreamsBuilderFactoryBean factory;
    private final StoreStaleness age;

    Start(StreamsBuilderFactoryBean factory, StoreStaleness age) {
      this.factory = factory;
      this.age = age;
    }

    @Override
    public KafkaStreams initKafkaStreams(Topology topology, Properties settings, KafkaClientSupplier clients) {
      // These are the factory's own. What begins again is as warm as it was.
      Instant warm = WarmUp.over(begun, clock.instant(), properties.warmUp());
      WarmUp.settings(warm).forEach(settings::putIfAbsent);
      return KafkaStreamsCustomizer.super.initKafkaStreams(topology, settings, clients);
    }

    @Override
    public void customize(KafkaStreams streams) {
      // Not set on the factory: Spring Cloud Stream replaces its handler by one of its own just before the start.
      streams.setUncaughtExceptionHandler(error -> whatNext(factory, error));
      age.judge(streams);
    }
  }

  private StreamThreadExceptionResponse whatNext(StreamsBuilderFactoryBean factory, Throwable error) {
    if (StoreFailure.isOfStore(error)) {
      LOG.atError().setCause(error).log("a local store failed; its tasks go to other instances for a while");
      later(factory, StoreFailure.isDamage(error), PAUSE);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    if (Causes.find(error, NewerReleaseException.class).isPresent()) {
      LOG.atWarn().addKeyValue("error", error.toString()).log("tasks are left to instances of a newer release");
      later(factory, false, UPGRADE_PAUSE);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.atError().setCause(error).log("a stream thread died and is replaced");
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }

  private void later(StreamsBuilderFactoryBean factory, boolean afresh, Duration pause) {
    Future<?> _ = again.schedule(() -> beginAgain(factory, afresh), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void beginAgain(StreamsBuilderFactoryBean factory, boolean afresh) {
    try {
      factory.stop();
      factory.setCleanupConfig(new CleanupConfig(afresh, false));
      factory.start();
    } catch (RuntimeException | Error e) {
      LOG.atError().setCause(e).log("a stream application does not begin again yet");
      later(factory, afresh, PAUSE);
    }
  }

  private void look(StreamsBuilderFactoryBean factory, StoreStaleness age) {
    try {
      KafkaStreams streams = factory.getKafkaStreams();
      if (streams != null && streams.state() == KafkaStreams.State.RUNNING && !age.look(streams)) {
        LOG.warn("local stores stood still for longer than the log tells what was deleted: they come back from it");
        beginAgain(factory, false);
      }
    } catch (RuntimeException e) {
      LOG.atInfo().addKeyValue("error", e.toString()).log("it is not known how far the local stores are");
    }
  }

  private static void ended(StoreStaleness age) {
    try {
      age.ended();
    } catch (UncheckedIOException e) {
      LOG.atWarn().setCause(e).log("until when local stores had all of the log could not be written down");
    }
  }

  /** Out of service, too, where no application came by: a service whose applications do not fail as told above. */
  @Override
  public Health health() {
    return starting.isEmpty() && !ages.isEmpty()
      ? Health.up().build()
      : Health.outOfService().withDetail("starting", starting.size()).build();
  }

  @Override
  public void close() {
    again.shutdownNow();
  }
}
