package io.keyfold.session.testing;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.PartitionFold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.testing.MapView;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.session.usage.wiring.UsageViews;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** An in-memory spool that can be full, with a view of its records. */
public final class MemorySpool implements UsageSpool {

  private static final String SPOOL = "usp_memory";
  private static final PartitionFold FOLD = UsageViews.definitions()
    .stream()
    .filter(definition -> definition.name().equals(UsageViews.RECORDS))
    .findFirst()
    .orElseThrow()
    .fold();

  private final List<UsageEvent> records = new ArrayList<>();
  private final AtomicReference<Mono<Void>> end = new AtomicReference<>(Mono.empty());
  private final MapView view = new MapView(Mono.defer(end::get));
  private boolean full;
  private boolean silent;

  /** {@return the appended records, in order} */
  public synchronized List<UsageEvent> records() {
    return List.copyOf(records);
  }

  /** {@return the view of the records} */
  public MapView view() {
    return view;
  }

  /** Makes the view report that it has caught up when this completes. */
  public void behind(Mono<Void> until) {
    end.set(until);
  }

  /** Makes the spool reject further records. */
  public synchronized void fill() {
    full = true;
  }

  /** Sets whether start records are stored without a confirmation, as in strict mode without Kafka. */
  public synchronized void silent(boolean without) {
    silent = without;
  }

  @Override
  public Mono<Void> append(UsageEvent record) {
    return Mono.defer(() -> write(record)).then(
      Mono.defer(() ->
        record instanceof UsageRecorded && isSilent() ? Mono.error(unavailable("no response")) : Mono.empty()
      )
    );
  }

  @Override
  public Mono<Void> appendStart(UsageRecorded start, Supplier<UsageCompleted> notAttempted) {
    return append(start).onErrorResume(e ->
      (isSilent() ? append(notAttempted.get()) : Mono.<Void>empty()).then(Mono.error(e))
    );
  }

  private synchronized boolean isSilent() {
    return silent;
  }

  private static ApiException unavailable(String why) {
    return ApiException.of(ErrorCode.UNAVAILABLE, why);
  }

  private synchronized Mono<Void> write(UsageEvent record) {
    if (full) {
      return Mono.error(unavailable("The usage spool is full"));
    }
    UsageEvent numbered = numbered(record, records.size() + 1L);
    records.add(numbered);
    view.apply(
      (UsageEvent event, State before) -> FOLD.apply(0, event.getProviderDeploymentId(), event, before),
      List.of(numbered)
    );
    return Mono.empty();
  }

  private static UsageEvent numbered(UsageEvent record, long sequence) {
    return switch (record) {
      case UsageRecorded start -> UsageRecorded.newBuilder(start).setSpoolId(SPOOL).setSpoolSequence(sequence).build();
      case UsageCompleted completion -> UsageCompleted.newBuilder(completion)
        .setSpoolId(SPOOL)
        .setSpoolSequence(sequence)
        .build();
    };
  }
}
