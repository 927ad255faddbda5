package io.keyfold.ledger.decide;

import io.keyfold.ledger.commands.AddPriceListVersion;
import io.keyfold.ledger.commands.ArchivePriceList;
import io.keyfold.ledger.commands.CreatePriceList;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.events.PriceListArchived;
import io.keyfold.ledger.events.PriceListCreated;
import io.keyfold.ledger.events.PriceListVersionAdded;
import io.keyfold.ledger.prices.PriceList;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** Decides commands on price lists. Versions are only added, so what a list said before stays on the log. */
final class PriceListDecisions {

  private static final Guards.Changeable<PriceList> CHANGEABLE = new Guards.Changeable<>(
    PriceList.ENTITY,
    list -> list.archivedAt() == null,
    "The price list is archived"
  );

  private PriceListDecisions() {}

  static Decision<LedgerEvent> create(CreatePriceList command, State state) {
    CommandMeta meta = command.getMeta();
    if (find(meta, state).isPresent()) {
      return Decision.reject(Guards.exists(PriceList.ENTITY));
    }
    if (active(new TenantId(meta.getTenantId()), state) >= PriceList.MAX_ACTIVE) {
      return Decision.reject(
        Rejection.of(
          ErrorCode.CONFLICT,
          "There are " + PriceList.MAX_ACTIVE + " price lists: archive one, or add a version to one"
        )
      );
    }
    return Decision.accept(
      PriceListCreated.newBuilder()
        .setMeta(EventMetas.of(meta, 1))
        .setName(command.getName())
        .setDescription(command.getDescription())
        .setTerms(command.getTerms())
        .build()
    );
  }

  static Decision<LedgerEvent> addVersion(AddPriceListVersion command, State state) {
    return change(command.getMeta(), state, known ->
      known.version() >= PriceList.MAX_VERSIONS
        ? Decision.reject(
            Rejection.of(
              ErrorCode.CONFLICT,
              "The price list has " + PriceList.MAX_VERSIONS + " versions: continue with a new price list"
            )
          )
        : Decision.accept(
            new PriceListVersionAdded(EventMetas.of(command.getMeta(), known.version() + 1), command.getTerms())
          )
    );
  }

  static Decision<LedgerEvent> archive(ArchivePriceList command, State state) {
    return change(command.getMeta(), state, known ->
      Decision.accept(new PriceListArchived(EventMetas.of(command.getMeta(), known.version() + 1)))
    );
  }

  private static Decision<LedgerEvent> change(
    CommandMeta meta,
    State state,
    Function<PriceList, Decision<LedgerEvent>> decision
  ) {
    return CHANGEABLE.change(meta, find(meta, state), decision);
  }

  private static Optional<PriceList> find(CommandMeta meta, State state) {
    return state.find(PriceList.key(new TenantId(meta.getTenantId()), meta.getObjectId()));
  }

  private static int active(TenantId tenant, State state) {
    AtomicInteger count = new AtomicInteger();
    state.scan(Scan.all(tenant, PriceList.ACTIVE), (id, list) -> count.incrementAndGet() < PriceList.MAX_ACTIVE);
    return count.get();
  }
}
