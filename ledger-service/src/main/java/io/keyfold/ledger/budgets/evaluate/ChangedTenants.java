package io.keyfold.ledger.budgets.evaluate;

import io.keyfold.ledger.events.BudgetExhausted;
import io.keyfold.ledger.events.BudgetReleased;
import io.keyfold.ledger.events.BudgetThresholdReached;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.ingest.BatchListener;
import io.keyfold.ledger.operations.Operation;
import io.keyfold.ledger.store.Batch;
import io.keyfold.platform.id.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of which something has changed that their budgets may depend on: usage, a price list, a budget, a
 * deployment's metadata, or the period. At most one entry per tenant. Thread-safe.
 */
public final class ChangedTenants implements BatchListener {

  private final Set<TenantId> changed = new HashSet<>();
  private final Map<TenantId, Instant> resets = new HashMap<>();
  /** What changed before the start is not known. */
  private boolean all = true;

  @Override
  public void written(Batch batch) {
    Stream.concat(batch.usage().opened().stream(), batch.usage().ended().stream())
      .map(Operation::tenantId)
      .distinct()
      .forEach(tenant -> add(new TenantId(tenant)));
  }

  /** Receives an event of ledger-service. A list price may be part of any tenant's costs. */
  public void folded(@Nullable SpecificRecord event) {
    boolean result =
      event instanceof BudgetThresholdReached || event instanceof BudgetExhausted || event instanceof BudgetReleased;
    if (event instanceof LedgerEvent own && !result) {
      add(new TenantId(own.getMeta().getTenantId()));
    }
  }

  /** Receives the key of an event of deployment-service. Metadata may decide which budgets count a deployment. */
  public void deployment(String key) {
    TenantId tenant = new TenantId(key);
    // The operator has providers and no deployments.
    if (!tenant.equals(TenantId.PLATFORM)) {
      add(tenant);
    }
  }

  /** Adds a tenant; the operator's tenant stands for all. */
  public synchronized void add(TenantId tenant) {
    if (tenant.equals(TenantId.PLATFORM)) {
      all = true;
    } else {
      changed.add(tenant);
    }
  }

  /** {@return whether any tenant may have changed since the last call} */
  synchronized boolean takeAll() {
    boolean taken = all;
    all = false;
    return taken;
  }

  /** Removes and returns the tenants that have changed, or whose budgets have begun a new period. */
  synchronized Set<TenantId> take(Instant now) {
    Iterator<Map.Entry<TenantId, Instant>> begun = resets.entrySet().iterator();
    while (begun.hasNext()) {
      Map.Entry<TenantId, Instant> next = begun.next();
      if (!next.getValue().isAfter(now)) {
        changed.add(next.getKey());
        begun.remove();
      }
    }
    Set<TenantId> taken = Set.copyOf(changed);
    changed.clear();
    return taken;
  }

  /** Sets when the next budget of the tenant begins a new period; null if it has none. */
  synchronized void reset(TenantId tenant, @Nullable Instant at) {
    if (at == null) {
      resets.remove(tenant);
    } else {
      resets.put(tenant, at);
    }
  }

  /** {@return the number of tenants that wait for an evaluation} */
  synchronized int size() {
    return changed.size();
  }
}
