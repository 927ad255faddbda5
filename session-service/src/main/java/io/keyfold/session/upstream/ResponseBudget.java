package io.keyfold.session.upstream;

import io.keyfold.platform.id.TenantId;
import java.util.HashMap;
import java.util.Map;

/**
 * What providers' answers may take of the process's memory. An answer is held as a whole until its call ends, and who runs a provider
 * decides how large it is: without a common bound, the calls of one tenant could end the process for all. Thread-safe.
 */
final class ResponseBudget {

  private final long most;
  private final long largest;
  private final long tenantMost;
  private final Map<TenantId, Long> tenants = new HashMap<>();
  private long held;

  /**
   * Holds nothing so far.
   *
   * @param most bytes, over all calls; a tenant has half of it, and always what one call may take
   * @param largest bytes, of one call
   */
  ResponseBudget(long most, long largest) {
    this.most = Math.max(most, largest);
    this.largest = largest;
    this.tenantMost = Math.max(most / 2, largest);
  }

  /** {@return how many bytes are held} */
  synchronized long held() {
    return held;
  }

  /** {@return at most so many} */
  long most() {
    return most;
  }

  /** {@return the part of one call; close it when the call ends} */
  Part part(TenantId tenant) {
    return new Part(tenant);
  }

  /** What one call holds. Thread-safe. */
  final class Part implements AutoCloseable {

    private final TenantId tenant;
    private long mine;
    private boolean closed;

    private Part(TenantId tenant) {
      this.tenant = tenant;
    }

    /**
     * Takes room for what came in.
     *
     * @throws ProviderFailure if there is none, or the call has ended: a provider that goes on then is cut off
     */
    void take(int bytes) {
      synchronized (ResponseBudget.this) {
        if (closed) {
          throw ProviderFailure.error("goes on after the call has ended");
        }
        if (mine + bytes > largest) {
          throw ProviderFailure.error("answered with more than " + largest + " bytes");
        }
        if (tenants.getOrDefault(tenant, 0L) + bytes > tenantMost) {
          throw ProviderFailure.error("answered with more than there is room for beside the tenant's other calls");
        }
        if (held + bytes > most) {
          throw ProviderFailure.error("answered with more than there is room for beside other calls");
        }
        mine += bytes;
        held += bytes;
        tenants.merge(tenant, (long) bytes, Long::sum);
      }
    }

    @Override
    public void close() {
      synchronized (ResponseBudget.this) {
        closed = true;
        held -= mine;
        tenants.computeIfPresent(tenant, (any, before) -> before > mine ? before - mine : null);
        mine = 0;
      }
    }
  }
}
