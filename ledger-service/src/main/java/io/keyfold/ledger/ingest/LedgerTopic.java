package io.keyfold.ledger.ingest;

import io.keyfold.ledger.store.LedgerDigest;
import io.keyfold.platform.log.view.ExternalView;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.log.view.ViewDigest;
import io.keyfold.platform.log.view.ViewProgress;

/**
 * One topic of the ledger, as a view of the service.
 *
 * @param topic what is folded of it
 * @param ingest folds it, together with the others
 */
record LedgerTopic(FoldedTopic topic, LedgerIngest ingest) implements ExternalView {
  @Override
  public String name() {
    return topic.view();
  }

  @Override
  public boolean ready() {
    return ingest.ready();
  }

  @Override
  public ViewProgress progress() {
    return ingest.progress(topic.topic().name());
  }

  @Override
  public ViewDigest digest() {
    LedgerDigest digest = ingest.digest(topic.topic().name());
    // Computed in one transaction, so it belongs to exactly these positions.
    return new ViewDigest(digest.text(), digest.positions(), true);
  }
}
