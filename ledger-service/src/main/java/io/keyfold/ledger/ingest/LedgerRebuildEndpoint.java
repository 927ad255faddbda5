package io.keyfold.ledger.ingest;

import io.keyfold.platform.log.view.ViewProgress;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * {@code /actuator/ledgerrebuild} on the management port: rebuilds this instance's ledger from the log, beside the live
 * one, which it replaces once it has caught up. The instance answers meanwhile. Disabled unless
 * {@code KEYFOLD_MANAGEMENT_ENDPOINTS} contains it.
 *
 * @param ingest the ledger
 */
@Endpoint(id = "ledgerrebuild")
public record LedgerRebuildEndpoint(LedgerIngest ingest) {
  /** {@return the progress by topic; empty if no rebuild is under way} */
  @ReadOperation
  public Map<String, ViewProgress> progress() {
    return ingest.rebuild();
  }

  /** Requests a rebuild; without effect while one is under way. */
  @WriteOperation
  public void request() {
    ingest.requestRebuild();
  }
}
