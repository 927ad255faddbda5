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
 * All views of a service instance: one Kafka Streams application with a global store per view. One store per topic, because
 * Kafka Streams restores global stores one after the other and a fold over two topics would see them out of order.
 */
public final class ViewStreams implements CatchUp, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ViewStreams.class);

  /** Seldom, since each time makes a file a store; often, against the days that the log tells what was erased. */
  private static final Duration NOTE = Duration.ofMinutes(30);

  /** Also of an instance that never runs for long. */
  private static final Duration FIRST_NOTE = Duration.ofMinutes(1);

  private final ViewRunner runner;
  private final ViewFormatVersion origin;
  private final StalenessMarker standstill;
  private final Map<String, Object> config;
  private final PositionTracker tracker = new PositionTracker();
  private final RestoreProgress progress = new RestoreProgress();
  private final Parts parts;
  private final Map<String, StoreView> views = new LinkedHashMap<>();
  private final ViewLags lags;
  private final Scheduler scheduler;
  private final Disposable.Swap watching = Disposables.swap();

  /** What views are made of. */
  public record Parts(
    AvroCodec codec,
    DeadLetters deadLetters,
    ThreadSupervisor threads,
    InstantSource clock,
    MeterRegistry metrics
  ) {}

  /**
   * Describes the views; {@link #start} starts them.
   *
   * @param config Kafka Streams' settings: servers, application id, state directory
   * @param waiting how look-ups wait for the views
   * @param measuring how it is measured how far the views are behind
   */
  ViewStreams(
    List<ViewDefinition> definitions,
    Map<String, Object> config,
    ViewWaits waiting,
    ViewLags.Settings measuring,
    Parts parts
  ) {
    Path folder = Path.of(String.valueOf(config.get(StreamsConfig.STATE_DIR_CONFIG)));
    this.origin = ViewFormatVersion.in(folder);
    this.standstill = StalenessMarker.in(folder);
    this.scheduler = waiting.scheduler();
    this.config = Map.copyOf(config);
    this.parts = parts;
    DecodedObjects decoded = new DecodedObjects(parts.metrics());
    for (ViewDefinition definition : definitions) {
      StoreView view = new StoreView(
        definition,
        () -> store(definition),
        tracker,
        waiting,
        decoded,
        parts.clock(),
        parts.metrics()
      );
      views.put(definition.name(), view);
    }
    this.lags = new ViewLags(views.values(), waiting, measuring, parts.metrics());
    this.runner = new ViewRunner(
      this::application,
      origin,
      standstill,
      parts.threads(),
      parts.clock(),
      parts.metrics()
    );
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
        () -> new ViewProcessor(definition, parts, view, origin)
      );
    }
    Properties properties = new Properties();
    properties.putAll(config);
    var streams = new KafkaStreams(builder.build(), new StreamsConfig(properties), new TrackingClientSupplier(tracker));
    streams.setGlobalStateRestoreListener(progress);
    return new ViewApplication(streams, stores);
  }

  /** Begins to fold. Returns at once; {@link #ready} tells when the views have caught up with the log as it was. */
  public void start() {
    runner.start();
    watching.update(Disposables.composite(lags.start(), noteCaughtUp().subscribe()));
  }

  private Flux<Void> noteCaughtUp() {
    return Flux.interval(FIRST_NOTE, NOTE, scheduler)
      .onBackpressureDrop()
      .concatMap(tick -> {
        Instant asked = parts.clock().instant();
        ViewApplication application = runner.current();
        return caughtUp()
          .then(Mono.<Void>fromRunnable(() -> noteCaughtUp(application, asked)))
          // It is tried again.
          .doOnError(error -> LOG.atInfo().addKeyValue("error", error.toString()).log("the views have not caught up"))
          .onErrorComplete();
      });
  }

  private void noteCaughtUp(@Nullable ViewApplication application, Instant then) {
    if (standstill.isTooLong(parts.clock().instant())) {
      // The process was stopped, or the log was away: what was erased meanwhile may be off the log.
      runner.outlived();
      return;
    }
    if (application != null) {
      // What is in memory alone would be folded again after a crash, without what has left the log meanwhile.
      application.stores().flush();
      // One that has ended may have lost what it had in memory.
      if (application.isRunning() && application.equals(runner.current())) {
        standstill.caughtUp(then);
      }
    }
  }

  /** {@return whether every view has reached what was the log's end at the start, and goes on} */
  public boolean ready() {
    return running().isPresent();
  }

  /** {@return whether the log answers this instance} Where it does not, others may do better. */
  public boolean inContact() {
    return lags.inContact();
  }

  private Optional<KafkaStreams> running() {
    return Optional.ofNullable(runner.current()).filter(ViewApplication::isRunning).map(ViewApplication::streams);
  }

  /** {@return the state of the Kafka Streams application, for the operator} */
  public String state() {
    ViewApplication application = runner.current();
    return application == null ? KafkaStreams.State.CREATED.name() : application.streams().state().name();
  }

  /**
   * {@return the view of that name}
   *
   * @throws IllegalArgumentException if no view was defined under it
   */
  public View view(String name) {
    return known(name);
  }

  /** {@return per view the digest of all that it holds; reads whole stores} */
  public Map<String, ViewDigest> digests() {
    Map<String, ViewDigest> digests = new LinkedHashMap<>();
    views.forEach((name, view) -> digests.put(name, view.digest()));
    return digests;
  }

  /** {@return per topic how far its view has come since the start; nothing of a topic that is not begun yet} */
  public Map<String, ViewProgress> progress() {
    return progress.byTopic();
  }

  @Override
  public Mono<Void> caughtUp() {
    // Failures as values: of several that fail at once, the others would be logged as dropped.
    return Flux.fromIterable(views.values())
      .flatMap(view -> view.caughtUp().materialize())
      .filter(Signal::isOnError)
      .next()
      .flatMap(signal -> Mono.error(Objects.requireNonNull(signal.getThrowable())));
  }

  private StoreView known(String name) {
    StoreView view = views.get(name);
    if (view == null) {
      throw new IllegalArgumentException("no view is defined as " + name + ", only " + views.keySet());
    }
    return view;
  }

  private ReadOnlyKeyValueStore<Bytes, byte[]> store(ViewDefinition definition) {
    KafkaStreams streams = running().orElseThrow(StoreView::catchingUp);
    return streams.store(
      StoreQueryParameters.fromNameAndType(definition.store(), QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
    );
  }

  @Override
  public void close() {
    watching.dispose();
    runner.close();
  }
}
