package io.keyfold.session.upstream;

import io.keyfold.platform.id.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Connections by what they are for, the longest unused first. It hands back those that its caller is to close; one that is
 * in use when it goes out of the table is handed back by its last user, so no call is cut off.
 */
final class ClientTable<T> {

  /**
   * One part in how many of the table a tenant can have in use. Without it, calls to one provider that never answers would
   * take the whole of it, and nobody else could call a tool.
   */
  private static final int TENANT_PART = 4;

  private final int limit;
  private final int tenantLimit;
  private final Clock clock;
  private final Map<ClientKey, PooledClient<T>> entries = new LinkedHashMap<>();

  ClientTable(int limit, Clock clock) {
    this.limit = limit;
    this.tenantLimit = Math.max(1, limit / TENANT_PART);
    this.clock = clock;
  }

  /** {@return the connection, made if there is none, or why there is none now} */
  synchronized Acquired<T> acquire(ClientKey key, Supplier<T> connect) {
    PooledClient<T> entry = entries.get(key);
    if ((entry == null || entry.users == 0) && inUse(key) >= tenantLimit) {
      return new TenantLimit<>();
    }
    List<T> displaced = remove(other -> other.supersededBy(key));
    entries.remove(key);
    if (entry == null) {
      while (entries.size() >= limit) {
        T eldest = removeEldestUnused();
        if (eldest == null) {
          return new Full<>();
        }
        displaced.add(eldest);
      }
      entry = new PooledClient<>(connect.get(), clock.instant());
    }
    entry.users++;
    entries.put(key, entry);
    return new Lease<>(key, entry, displaced);
  }

  /** Ends a use. {@return what is to be closed} */
  synchronized List<T> release(Lease<T> lease, boolean drop) {
    PooledClient<T> entry = lease.entry();
    entry.users--;
    entry.lastUsed = clock.instant();
    if (drop) {
      entries.remove(lease.key(), entry);
    }
    boolean gone = entries.get(lease.key()) != entry;
    return gone && entry.users == 0 ? List.of(entry.client) : List.of();
  }

  /** Takes out what was not used since. {@return what is to be closed} */
  synchronized List<T> idleSince(Instant since) {
    List<T> idle = new ArrayList<>();
    entries.values().removeIf(entry -> entry.users == 0 && entry.lastUsed.isBefore(since) && idle.add(entry.client));
    return idle;
  }

  /** Takes out what the test says. {@return what is to be closed now} */
  synchronized List<T> remove(Predicate<ClientKey> test) {
    List<T> unused = new ArrayList<>();
    for (var all = entries.entrySet().iterator(); all.hasNext(); ) {
      var entry = all.next();
      if (test.test(entry.getKey())) {
        all.remove();
        if (entry.getValue().users == 0) {
          unused.add(entry.getValue().client);
        }
      }
    }
    return unused;
  }

  synchronized int size() {
    return entries.size();
  }

  /** How many the tenant has in use, without those that the key takes the place of. */
  private long inUse(ClientKey key) {
    return entries
      .entrySet()
      .stream()
      .filter(entry -> entry.getValue().users > 0)
      .filter(entry -> entry.getKey().tenant().equals(key.tenant()) && !entry.getKey().supersededBy(key))
      .count();
  }

  private @Nullable T removeEldestUnused() {
    for (Iterator<PooledClient<T>> all = entries.values().iterator(); all.hasNext(); ) {
      PooledClient<T> entry = all.next();
      if (entry.users == 0) {
        all.remove();
        return entry.client;
      }
    }
    return null;
  }

  /** What a connection is for. */
  record ClientKey(
    TenantId tenant,
    String sessionProviderId,
    @Nullable String authConfigId,
    @Nullable Long credentialVersion,
    String url
  ) {
    boolean supersededBy(ClientKey other) {
      return sessionProviderId.equals(other.sessionProviderId) && !equals(other);
    }
  }

  /** What comes of asking for a connection. */
  sealed interface Acquired<T> {}

  /** All of the table is in use. */
  record Full<T>() implements Acquired<T> {}

  /** The tenant has its whole share of the table in use. */
  record TenantLimit<T>() implements Acquired<T> {}

  /**
   * The use of a connection.
   *
   * @param displaced what is to be closed because of it
   */
  record Lease<T>(ClientKey key, PooledClient<T> entry, List<T> displaced) implements Acquired<T> {
    T client() {
      return entry.client;
    }
  }

  /** A connection and who uses it; guarded by the table. */
  static final class PooledClient<T> {

    private final T client;
    private Instant lastUsed;
    private int users;

    private PooledClient(T client, Instant lastUsed) {
      this.client = client;
      this.lastUsed = lastUsed;
    }
  }
}
