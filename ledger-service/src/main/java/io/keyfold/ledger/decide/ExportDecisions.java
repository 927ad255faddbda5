package io.keyfold.ledger.decide;

import io.keyfold.ledger.commands.CreateExport;
import io.keyfold.ledger.commands.DeleteExport;
import io.keyfold.ledger.commands.ExportCommand;
import io.keyfold.ledger.commands.FailExport;
import io.keyfold.ledger.commands.FinishExport;
import io.keyfold.ledger.events.ExportCreated;
import io.keyfold.ledger.events.ExportDeleted;
import io.keyfold.ledger.events.ExportFailed;
import io.keyfold.ledger.events.ExportFinished;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.exports.Export;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.CommandMeta;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Decides commands on exports. Several instances may write the same export; the first result counts. */
final class ExportDecisions {

  private ExportDecisions() {}

  static Decision<LedgerEvent> of(ExportCommand command, State state) {
    CommandMeta meta = command.getMeta();
    Optional<Export> known = state.find(Export.key(new TenantId(meta.getTenantId()), meta.getObjectId()));
    if (command instanceof CreateExport create) {
      return known.isPresent()
        ? refuse(ErrorCode.CONFLICT, "An export with this id already exists")
        : create(create, state);
    }
    return known
      .map(export -> change(command, export))
      .orElseGet(() -> refuse(ErrorCode.NOT_FOUND, "No export with this id"));
  }

  private static Decision<LedgerEvent> create(CreateExport command, State state) {
    int max = command.getMaxRunning();
    AtomicInteger running = new AtomicInteger();
    TenantId tenant = new TenantId(command.getMeta().getTenantId());
    state.scan(Scan.all(tenant, Export.RUNNING), (id, one) -> running.incrementAndGet() < max);
    return running.get() >= max
      ? refuse(ErrorCode.CONFLICT, max + " exports are running: wait until one is done, or delete one")
      : Decision.accept(new ExportCreated(EventMetas.of(command.getMeta(), 1), command.getRequest()));
  }

  private static Decision<LedgerEvent> change(ExportCommand command, Export known) {
    CommandMeta meta = command.getMeta();
    if (known.status() == Export.Status.DELETED) {
      return refuse(ErrorCode.GONE, "The export is deleted");
    }
    boolean running = known.status() == Export.Status.RUNNING;
    return switch (command) {
      case CreateExport create -> refuse(ErrorCode.CONFLICT, "An export with this id already exists");
      case FinishExport finish -> running
        ? Decision.accept(
            new ExportFinished(EventMetas.of(meta, known.version() + 1), finish.getManifest(), finish.getExpiresAt())
          )
        : ended();
      case FailExport fail -> running
        ? Decision.accept(
            new ExportFailed(
              EventMetas.of(meta, known.version() + 1),
              fail.getReason(),
              fail.getMessage(),
              fail.getExpiresAt()
            )
          )
        : ended();
      // A service deletes what has expired; its clock may be wrong.
      case DeleteExport delete -> meta.getActor().getType() == ActorType.SERVICE && !known.expired(meta.getIssuedAt())
        ? refuse(ErrorCode.CONFLICT, "The export has not expired")
        : Decision.accept(new ExportDeleted(EventMetas.of(meta, known.version() + 1)));
    };
  }

  private static Decision<LedgerEvent> ended() {
    return refuse(ErrorCode.CONFLICT, "The export has ended");
  }

  private static Decision<LedgerEvent> refuse(ErrorCode code, String message) {
    return Decision.reject(Rejection.of(code, message));
  }
}
