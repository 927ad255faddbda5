package io.keyfold.ledger.exports;

import io.keyfold.ledger.events.ExportCreated;
import io.keyfold.ledger.events.ExportDeleted;
import io.keyfold.ledger.events.ExportEvent;
import io.keyfold.ledger.events.ExportFailed;
import io.keyfold.ledger.events.ExportFinished;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds exports, and the index of the work on them. */
public final class ExportsFold implements Fold<LedgerEvent> {

  @Override
  public List<Change> apply(LedgerEvent event, State state) {
    return event instanceof ExportEvent export ? changes(export, state) : List.of();
  }

  private static List<Change> changes(ExportEvent event, State state) {
    EventMeta meta = event.getMeta();
    Key<Export> key = Export.key(new TenantId(meta.getTenantId()), meta.getObjectId());
    if (event instanceof ExportCreated created) {
      return state.hasPassed(key, meta.getVersion()) ? List.of() : changes(key, null, created(created));
    }
    return state
      .findBefore(key, meta.getVersion())
      .map(before -> changes(key, before, after(before, event)))
      .orElse(List.of());
  }

  private static Export created(ExportCreated event) {
    EventMeta meta = event.getMeta();
    return new Export(
      meta.getObjectId(),
      meta.getVersion(),
      Export.Status.RUNNING,
      ExportSpec.fromAvro(event.getRequest()),
      null,
      null,
      meta.getRecordedAt(),
      meta.getRecordedAt(),
      null
    );
  }

  private static Export after(Export before, ExportEvent event) {
    long version = event.getMeta().getVersion();
    Instant at = event.getMeta().getRecordedAt();
    return switch (event) {
      case ExportCreated ignored -> before;
      case ExportFinished done -> before.done(
        version,
        ExportResult.fromAvro(done.getManifest()),
        done.getExpiresAt(),
        at
      );
      case ExportFailed failed -> before.failed(
        version,
        new Export.Failure(failed.getReason(), failed.getMessage()),
        failed.getExpiresAt(),
        at
      );
      case ExportDeleted ignored -> before.deleted(version, at);
    };
  }

  private static List<Change> changes(Key<Export> key, @Nullable Export before, Export after) {
    List<Change> changes = new ArrayList<>(
      Export.WORK.moved(key.tenant(), key.id(), before == null ? null : before.dueAt(), after.dueAt())
    );
    Key<String> running = new Key<>(key.tenant(), Export.RUNNING, key.id());
    changes.add(
      after.status() == Export.Status.RUNNING ? new Change.Put<>(running, key.id()) : new Change.Delete(running)
    );
    changes.add(new Change.Put<>(key, after));
    return changes;
  }
}
