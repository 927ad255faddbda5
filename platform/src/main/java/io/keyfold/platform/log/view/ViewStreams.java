package io.keyfold.platform.log.view;

import io.keyfold.platform.log.CatchUp;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.store.DecodedObjects;
import io.keyfold.platform.log.store.StalenessMarker;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.scheduler.Scheduler;

/**
 * All views of a service instance: one Kafka Streams application with one global store per topic. Kafka Streams
 * restores global stores one after the other, so a fold over two topics would see their records out of order.
 */
public final class ViewStreams implements CatchUp, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewStreams.class);

  /** Interval of staleness marks: each creates a file per store, and tombstones are kept for days. */
  private static final Duration MARK_INTERVAL = Duration.ofMinutes(30);

  /** Delay of the first mark, short enough for instances that never run for long. */
  private static final Duration FIRST_MARK_DELAY = Duration.ofMinutes(1);

  private final ViewRunner runner;
  private final ViewFormatVersion formatVersion;
  private final StalenessMarker staleness;
  private final Map<String, Object> config;
  private final PositionTracker tracker = new PositionTracker();
  private final RestoreProgress progress = new RestoreProgress();
  private final Parts parts;
  private final Map<String, StoreView> views = new LinkedHashMap<>();
  private final List<ExternalView> others;
  private final ViewLags lags;
  private final Scheduler scheduler;
  private final Disposable.Swap background = Disposables.swap();

  /** Shared dependencies of views. */
  public record Parts(
    AvroCodec codec,
    DeadLetters deadLetters,
    ThreadSupervisor threads,
    InstantSource clock,
    MeterRegistry metrics
  ) {}

  /**
   * Creates the views; {@link #start} starts them.
   *
   * @param others views with stores of their own, which someone else starts and closes
   * @param config Kafka Streams configuration: servers, application id, state directory
   * @param waitSettings how lookups wait for the views
   * @param lagSettings how lag is measured
   */
  ViewStreams(
    List<ViewDefinition> definitions,
    List<ExternalView> others,
    Map<String, Object> config,
    ViewWaits waitSettings,
    ViewLags.Settings lagSettings,
    Parts parts
  ) {
    Path folder = Path.of(String.valueOf(config.get(StreamsConfig.STATE_DIR_CONFIG)));
    this.formatVersion = ViewFormatVersion.in(folder);
    this.staleness = StalenessMarker.in(folder);
    this.scheduler = waitSettings.scheduler();
    this.others = List.copyOf(others);
    this.config = Map.copyOf(config);
    this.parts = parts;
    DecodedObjects decoded = new DecodedObjects(parts.metrics());
    for (ViewDefinition definition : definitions) {
      StoreView view = new StoreView(
        definition,
        () -> store(definition),
        tracker,
        waitSettings,
        decoded,
        parts.clock(),
        parts.metrics()
      );
      views.put(definition.name(), view);
    }
    this.lags = new ViewLags(topics(), waitSettings, lagSettings, parts.metrics());
    this.runner = new ViewRunner(
      this::application,
      formatVersion,
      staleness,
      parts.threads(),
      parts.clock(),
      parts.metrics()
    );
  }

  private List<FoldedTopic> topics() {
    return Stream.concat(
      views.values().stream().map(StoreView::topic),
      others.stream().map(ExternalView::topic)
    ).toList();
  }

  private ViewApplication application() {
    tracker.restart();
    ViewStores stores = new ViewStores();
    StreamsBuilder builder = new StreamsBuilder();
    for (StoreView view : views.values()) {
      ViewDefinition definition = view.definition();
      builder.addGlobalStore(
        stores.builder(definition.store()),
        definition.topic().name(),
        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()),
        () -> new ViewProcessor(definition, parts, view, view.topic(), formatVersion)
      );
    }
    Properties properties = new Properties();
    properties.putAll(config);
    var streams = new KafkaStreams(builder.build(), new StreamsConfig(properties), new TrackingClientSupplier(tracker));
    streams.setGlobalStateRestoreListener(progress);
    return new ViewApplication(streams, stores);
  }

  /** Starts the views and returns immediately; {@link #ready} reports when they have caught up. */
  public void start() {
    runner.start();
    background.update(Disposables.composite(lags.start(), markCaughtUp().subscribe()));
  }

  private Flux<Void> markCaughtUp() {
    return Flux.interval(FIRST_MARK_DELAY, MARK_INTERVAL, scheduler)
      .onBackpressureDrop()
      .concatMap(tick -> {
        Instant startedAt = parts.clock().instant();
        ViewApplication application = runner.current();
        return caughtUp()
          .then(Mono.<Void>fromRunnable(() -> markCaughtUp(application, startedAt)))
          // It is retried at the next interval.
          .doOnError(error ->
            LOG.atInfo().addKeyValue("error", error.toString()).log("the views have not caught up; retrying later")
          )
          .onErrorComplete();
      });
  }

  private void markCaughtUp(@Nullable ViewApplication application, Instant caughtUpAt) {
    if (staleness.isStale(parts.clock().instant())) {
      // The process or the log was unavailable for so long that tombstones may have expired.
      runner.requestRebuild();
      return;
    }
    if (application != null) {
      // Unflushed data would be replayed after a crash, by then without expired tombstones.
      application.stores().flush();
      // A stopped application may have lost unflushed data.
      if (application.isRunning() && application.equals(runner.current())) {
        staleness.caughtUp(caughtUpAt);
      }
    }
  }

  /** {@return whether every view has caught up with the end offset at its start and is running} */
  public boolean ready() {
    return running().isPresent() && others.stream().allMatch(ExternalView::ready);
  }

  /** {@return whether the log answers this instance; if not, requests should go to other instances} */
  public boolean inContact() {
    return lags.inContact();
  }

  private Optional<KafkaStreams> running() {
    return Optional.ofNullable(runner.current()).filter(ViewApplication::isRunning).map(ViewApplication::streams);
  }

  /** {@return the state of the Kafka Streams application, for operators} */
  public String state() {
    ViewApplication application = runner.current();
    return application == null ? KafkaStreams.State.CREATED.name() : application.streams().state().name();
  }

  /**
   * {@return the view with the name}
   *
   * @throws IllegalArgumentException if there is no such view
   */
  public View view(String name) {
    return required(name);
  }

  /**
   * {@return what the view with the name has folded of its topic}
   *
   * @throws IllegalArgumentException if there is no such view
   */
  public FoldedTopic topic(String name) {
    return required(name).topic();
  }

  /** {@return the digest of each view; reads whole stores} */
  public Map<String, ViewDigest> digests() {
    Map<String, ViewDigest> digests = new LinkedHashMap<>();
    views.forEach((name, view) -> digests.put(name, view.digest()));
    others.forEach(view -> digests.put(view.name(), view.digest()));
    return digests;
  }

  /** {@return the catch-up progress per topic; topics that have not started are missing} */
  public Map<String, ViewProgress> progress() {
    Map<String, ViewProgress> byTopic = progress.byTopic();
    others.forEach(view -> byTopic.put(view.topic().topic().name(), view.progress()));
    return byTopic;
  }

  @Override
  public Mono<Void> caughtUp() {
    // Failures as values: otherwise, further concurrent failures would be logged as dropped errors.
    return Flux.fromIterable(topics())
      .flatMap(topic -> topic.caughtUp().materialize())
      .filter(Signal::isOnError)
      .next()
      .flatMap(signal -> Mono.error(Objects.requireNonNull(signal.getThrowable())));
  }

  private StoreView required(String name) {
    StoreView view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException("unknown view " + name + "; defined views: " + views.keySet());
    }
    return view;
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> store(ViewDefinition definition) {
    KafkaStreams streams = running().orElseThrow(FoldedTopic::catchingUp);
    return streams.store(
      StoreQueryParameters.fromNameAndType(definition.store(), QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
    );
  }

  @Override
  public void close() {
    background.dispose();
    runner.close();
  }
}
