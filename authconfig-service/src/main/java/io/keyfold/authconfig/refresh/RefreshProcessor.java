package io.keyfold.authconfig.refresh;

import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.authconfig.tokens.TokenEvent;
import io.keyfold.platform.log.clients.CommitUrgency;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.follow.EventReader;
import io.keyfold.schema.TokenChange;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Takes the open refreshes of one partition. Its lifetime is the ownership of the partition. Used by one stream thread.
 */
final class RefreshProcessor implements Processor<byte[], byte[], Void, Void> {

  private final EventReader<TokenEvent> reader;
  private final PollCommitCoordinator coordinator;
  private final RefreshExecutor executor;
  private @Nullable ProcessorContext<Void, Void> context;
  private final Set<String> uncommitted = new HashSet<>();
  private boolean open;

  RefreshProcessor(EventReader<TokenEvent> reader, PollCommitCoordinator coordinator, RefreshExecutor executor) {
    this.reader = reader;
    this.coordinator = coordinator;
    this.executor = executor;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    this.context = context;
    this.open = true;
    coordinator.track(context.applicationId());
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<Void, Void> activeContext = Objects.requireNonNull(context);
    List<TokenState> started = reader.read(record, activeContext, RefreshProcessor::started);
    int partition = activeContext.taskId().partition();
    started.forEach(grant -> {
      Attempt attempt = new Attempt(grant, partition, 0);
      uncommitted.add(attempt.id());
      executor.received(attempt.id());
      coordinator.afterCommit(() -> committed(grant, partition));
    });
    coordinator.processed(activeContext, started.isEmpty() ? CommitUrgency.NONE : CommitUrgency.CALLER);
  }

  /** Called by the same thread. After a failed commit, the record is delivered again to a new processor. */
  private void committed(TokenState grant, int partition) {
    if (open) {
      Attempt attempt = new Attempt(grant, partition, System.nanoTime());
      uncommitted.remove(attempt.id());
      executor.execute(attempt);
    }
  }

  private static List<TokenState> started(TokenEvent event) {
    return switch (event) {
      case GrantTokens tokens -> tokens.getChange() == TokenChange.REFRESH_STARTED
        ? List.of(TokenState.of(tokens))
        : List.of();
    };
  }

  @Override
  public void close() {
    ProcessorContext<Void, Void> closed = context;
    open = false;
    uncommitted.forEach(executor::withdrawn);
    uncommitted.clear();
    if (closed != null) {
      context = null;
      executor.released(closed.taskId().partition());
    }
  }
}
