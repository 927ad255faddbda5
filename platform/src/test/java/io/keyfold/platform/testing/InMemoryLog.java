package io.keyfold.platform.testing;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.error.FieldError;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.Committed;
import io.keyfold.platform.log.Decider;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.FoldedListener;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.schema.Command;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * The log of one topic without Kafka, for slice tests: decides synchronously with the real decider and folds with the
 * real folds. Fulfils the contracts of {@link Writer}, {@link CommandLog} and {@link View}.
 *
 * @param <C> the topic's sealed command type
 * @param <E> the sealed event type
 */
public final class InMemoryLog<C extends Command, E> implements Writer, CommandLog, View {

  private record First(String objectId, @Nullable String requestHash) {}

  private final Class<C> commands;
  private final Decider<C, E> decider;
  private final List<Fold<E>> folds;
  private final MapView view = new MapView();
  private final List<E> events = new ArrayList<>();
  private final Map<String, First> firsts = new HashMap<>();

  /** Creates an empty log. */
  public InMemoryLog(Class<C> commands, Decider<C, E> decider, List<Fold<E>> folds) {
    this.commands = commands;
    this.decider = decider;
    this.folds = List.copyOf(folds);
  }

  /** {@return every event so far, in order} */
  public synchronized List<E> events() {
    return List.copyOf(events);
  }

  /** Appends events without commands and returns this log. */
  public synchronized InMemoryLog<C, E> given(List<? extends E> given) {
    for (E event : given) {
      events.add(event);
      folds.forEach(fold -> view.apply(fold, List.of(event)));
    }
    return this;
  }

  @Override
  public Mono<Committed> write(WriteRequest request, Supplier<Mono<? extends Command>> command) {
    return Mono.defer(() -> {
      First first = firsts.get(request.tenant() + "/" + request.idempotencyKey());
      return first == null ? command.get().flatMap(this::append) : repeated(first, request.requestHash());
    });
  }

  @Override
  public Mono<Committed> append(Command command) {
    return Mono.defer(() -> decide(command));
  }

  private synchronized Mono<Committed> decide(Command command) {
    String key = command.getMeta().getTenantId() + "/" + command.getMeta().getIdempotencyKey();
    First first = firsts.get(key);
    if (first != null) {
      return repeated(first, command.getMeta().getRequestHash());
    }
    return switch (decider.decide(commands.cast(command), view)) {
      case Decision.Rejected<E> refused -> Mono.error(error(refused.rejection()));
      case Decision.Accepted<E> accepted -> {
        given(accepted.events());
        String objectId = command.getMeta().getObjectId();
        if (command.getMeta().getIdempotencyKey() != null) {
          firsts.put(key, new First(objectId, command.getMeta().getRequestHash()));
        }
        yield Mono.just(new Committed(objectId, false));
      }
    };
  }

  private static Mono<Committed> repeated(First first, @Nullable String requestHash) {
    return first.requestHash() == null || !first.requestHash().equals(requestHash)
      ? Mono.error(ApiException.of(ErrorCode.IDEMPOTENCY_KEY_REUSED, "The key was used by another request"))
      : Mono.just(new Committed(first.objectId(), true));
  }

  private static ApiException error(Rejection rejection) {
    return rejection.code() == ErrorCode.INVALID_DATA && !rejection.path().isEmpty()
      ? ApiException.invalid(List.of(new FieldError("invalid", rejection.message(), rejection.path())))
      : ApiException.of(rejection.code(), rejection.message());
  }

  @Override
  public <T> Optional<T> find(Key<T> key) {
    return view.find(key);
  }

  @Override
  public <T> void scan(Scan<T> scan, BiPredicate<String, T> visitor) {
    view.scan(scan, visitor);
  }

  @Override
  public <T> Mono<T> await(String recordKey, Function<State, Optional<T>> lookUp) {
    return view.await(recordKey, lookUp);
  }

  @Override
  public Mono<Void> caughtUp(String recordKey) {
    return view.caughtUp(recordKey);
  }

  @Override
  public Mono<Void> caughtUp() {
    return view.caughtUp();
  }

  @Override
  public void listen(FoldedListener listener) {
    view.listen(listener);
  }
}
