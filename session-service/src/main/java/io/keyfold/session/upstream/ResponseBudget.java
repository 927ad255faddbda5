package io.keyfold.session.upstream;

import io.keyfold.platform.id.TenantId;
import java.util.HashMap;
import java.util.Map;

/**
 * Limits the memory used by responses of providers. A response is held until its call ends, and the provider decides
 * its size. Without a common limit, the calls of one tenant could exhaust the process's memory. Thread-safe.
 */
final class ResponseBudget {

  private final long capacity;
  private final long maxResponse;
  private final long tenantCapacity;
  private final Map<TenantId, Long> tenants = new HashMap<>();
  private long used;

  /**
   * Creates an empty budget.
   *
   * @param capacity maximum bytes of all calls; a tenant can use half of it, but at least one maximum response
   * @param maxResponse maximum bytes of one call
   */
  ResponseBudget(long capacity, long maxResponse) {
    this.capacity = Math.max(capacity, maxResponse);
    this.maxResponse = maxResponse;
    this.tenantCapacity = Math.max(capacity / 2, maxResponse);
  }

  /** {@return bytes currently held} */
  synchronized long used() {
    return used;
  }

  /** {@return maximum bytes of all calls} */
  long capacity() {
    return capacity;
  }

  /** {@return the part of one call; close it when the call ends} */
  Part part(TenantId tenant) {
    return new Part(tenant);
  }

  /** The budget part of one call. Thread-safe. */
  final class Part implements AutoCloseable {

    private final TenantId tenant;
    private long mine;
    private boolean closed;

    private Part(TenantId tenant) {
      this.tenant = tenant;
    }

    /**
     * Reserves memory for received bytes.
     *
     * @throws ProviderFailure if the limit is exceeded, or if the call has ended: a provider that keeps sending is cut
     *     off
     */
    void take(int bytes) {
      synchronized (ResponseBudget.this) {
        if (closed) {
          throw ProviderFailure.error("sent data after the call had ended");
        }
        if (mine + bytes > maxResponse) {
          throw ProviderFailure.error("sent a response of more than " + maxResponse + " bytes");
        }
        if (tenants.getOrDefault(tenant, 0L) + bytes > tenantCapacity) {
          throw ProviderFailure.error(
            "sent a response that exceeds the tenant's memory limit for concurrent responses"
          );
        }
        if (used + bytes > capacity) {
          throw ProviderFailure.error("sent a response that exceeds the memory limit for concurrent responses");
        }
        mine += bytes;
        used += bytes;
        tenants.merge(tenant, (long) bytes, Long::sum);
      }
    }

    /** Returns memory of bytes that were passed on while the call continues. */
    void give(int bytes) {
      synchronized (ResponseBudget.this) {
        long given = Math.min(bytes, mine);
        mine -= given;
        used -= given;
        tenants.computeIfPresent(tenant, (any, before) -> before > given ? before - given : null);
      }
    }

    @Override
    public void close() {
      synchronized (ResponseBudget.this) {
        closed = true;
        used -= mine;
        tenants.computeIfPresent(tenant, (any, before) -> before > mine ? before - mine : null);
        mine = 0;
      }
    }
  }
}
