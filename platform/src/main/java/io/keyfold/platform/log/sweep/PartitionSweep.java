package io.keyfold.platform.log.sweep;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.thread.PeriodicTask;
import io.keyfold.platform.topic.KeyPartitioner;
import io.keyfold.schema.Command;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Appends the commands of objects that are due, for the tenants whose partitions this instance owns.
 *
 * <p>A sweep decides nothing. Its clock may be wrong and another instance may sweep the same partition, so the decider
 * accepts a command only if the object is due at the command's time and was not handled before. The resulting event
 * removes the object from the index or moves it to a later time. An object has at most one open command per instance,
 * since runs do not overlap and each awaits its outcomes.
 *
 * <p>Bounds: at most {@value #BATCH} commands in memory, of which {@value #CONCURRENCY} are open. A rejected command is
 * not repeated for 10 minutes, since each rejection is an event.
 */
public final class PartitionSweep implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PartitionSweep.class);
  private static final int BATCH = 500;
  private static final int CONCURRENCY = 32;
  private static final int MAX_VISITED = 10_000;
  private static final int MAX_REJECTED = 10_000;
  private static final Duration REJECTED_PAUSE = Duration.ofMinutes(10);

  private final String name;
  private final Source source;
  private final OwnedPartitions owned;
  private final CommandLog log;
  private final Clock clock;
  private final MeterRegistry meters;
  private final Timer delay;
  private final Disposable task;
  private final Cache<DueIndex.Due, Boolean> rejected = Caffeine.newBuilder()
    .maximumSize(MAX_REJECTED)
    .expireAfterWrite(REJECTED_PAUSE)
    .executor(Runnable::run)
    .build();

  /**
   * What is swept.
   *
   * @param view the view whose fold maintains the index; its topic is the one whose partitions are owned
   * @param index the index
   * @param command creates the command of an entry that is due, to be issued at the given time
   */
  public record Source(View view, DueIndex index, BiFunction<DueIndex.Due, Instant, Command> command) {}

  private record Batch(List<DueIndex.Due> due, @Nullable String next) {}

  /**
   * Starts to sweep periodically, until closed.
   *
   * @param name lower case, for metrics and logs
   * @param scheduler runs the reads of the view
   */
  public PartitionSweep(
    String name,
    SweepProperties properties,
    Source source,
    OwnedPartitions owned,
    CommandLog log,
    Clock clock,
    Scheduler scheduler,
    MeterRegistry meters
  ) {
    this.name = name;
    this.source = source;
    this.owned = owned;
    this.log = log;
    this.clock = clock;
    this.meters = meters;
    this.delay = Timer.builder("keyfold.sweep.delay").tag("sweep", name).register(meters);
    this.task = PeriodicTask.start(
      "keyfold-sweep-" + name,
      properties.interval(),
      meters,
      Mono.defer(this::run).subscribeOn(scheduler)
    );
  }

  /** Handles what is due now, and completes once the outcomes are known. Does nothing while the view catches up. */
  Mono<Void> run() {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return Mono.fromSupplier(() -> batch(now, ""))
      .expand(batch -> {
        String next = batch.next();
        return next == null ? Mono.empty() : Mono.fromSupplier(() -> batch(now, next));
      })
      .concatMap(batch -> Flux.fromIterable(batch.due()).flatMap(due -> handled(due, now), CONCURRENCY), 1)
      .then()
      .onErrorResume(ErrorCode.UNAVAILABLE::isCodeOf, e -> Mono.empty());
  }

  private Batch batch(Instant now, String after) {
    int partitions = source.view().partitions();
    List<DueIndex.Due> due = new ArrayList<>();
    String[] last = { "" };
    int[] visited = { 0 };
    source.index().scan(source.view(), now, after, (position, entry) -> {
      last[0] = position;
      if (
        owned.owns(KeyPartitioner.partition(entry.tenant().value(), partitions)) && rejected.getIfPresent(entry) == null
      ) {
        due.add(entry);
      }
      return ++visited[0] < MAX_VISITED && due.size() < BATCH;
    });
    boolean more = visited[0] == MAX_VISITED || due.size() == BATCH;
    return new Batch(due, more ? last[0] : null);
  }

  private Mono<Void> handled(DueIndex.Due due, Instant now) {
    return log
      .append(source.command().apply(due, now))
      .doOnNext(done -> {
        delay.record(Duration.between(due.at(), clock.instant()));
        count("accepted");
      })
      .onErrorResume(ApiException.class, e -> {
        boolean unavailable = ErrorCode.UNAVAILABLE.isCodeOf(e);
        count(unavailable ? "unavailable" : "rejected");
        if (!unavailable) {
          rejected.put(due, true);
          LOG.atWarn()
            .addKeyValue("sweep", name)
            .addKeyValue("tenant", due.tenant().value())
            .addKeyValue("object", due.id())
            .addKeyValue("code", e.code().wire())
            .log("the command of a due object was rejected");
        }
        return Mono.empty();
      })
      .then();
  }

  private void count(String outcome) {
    meters.counter("keyfold.sweep.commands", "sweep", name, "outcome", outcome).increment();
  }

  /** Stops. Commands that are open may still take effect. */
  @Override
  public void close() {
    task.dispose();
  }
}
