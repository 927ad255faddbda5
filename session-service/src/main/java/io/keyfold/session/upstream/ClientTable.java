package io.keyfold.session.upstream;

import io.keyfold.platform.id.TenantId;
import io.keyfold.session.rpc.RawJson;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A table of connections by key, in order of last use. It returns the connections that the caller must close. A
 * connection that is removed while in use is returned by its last user, so that no call is cut off.
 */
final class ClientTable<T> {

  /**
   * Fraction of the table that a tenant can have in use: one part in this number. Otherwise, calls to one unresponsive
   * provider could occupy the whole table.
   */
  private static final int TENANT_SHARE = 4;

  private final int limit;
  private final int tenantLimit;
  private final Clock clock;
  private final Map<ClientKey, PooledClient<T>> entries = new LinkedHashMap<>();

  ClientTable(int limit, Clock clock) {
    this.limit = limit;
    this.tenantLimit = Math.max(1, limit / TENANT_SHARE);
    this.clock = clock;
  }

  /** {@return the connection, created if there is none, or why none is available} */
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

  /** Ends a use. {@return the connections to close} */
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

  /** Removes connections unused since the time. {@return the connections to close} */
  synchronized List<T> idleSince(Instant since) {
    List<T> idle = new ArrayList<>();
    entries.values().removeIf(entry -> entry.users == 0 && entry.lastUsed.isBefore(since) && idle.add(entry.client));
    return idle;
  }

  /** Removes matching connections. {@return the connections to close now} */
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

  /** Number of connections that the tenant has in use, excluding those that the key replaces. */
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

  /**
   * Key of a connection.
   *
   * @param classic whether the client that it is for has a session
   * @param capabilities what the client declared that it is for: a server asks only for what its client supports
   */
  record ClientKey(
    TenantId tenant,
    String sessionProviderId,
    boolean classic,
    RawJson capabilities,
    @Nullable String authConfigId,
    @Nullable Long credentialVersion,
    String url
  ) {
    boolean supersededBy(ClientKey other) {
      boolean sameCredential =
        Objects.equals(authConfigId, other.authConfigId) &&
        Objects.equals(credentialVersion, other.credentialVersion) &&
        url.equals(other.url);
      return sessionProviderId.equals(other.sessionProviderId) && !sameCredential;
    }
  }

  /** Result of acquiring a connection. */
  sealed interface Acquired<T> {}

  /** All connections of the table are in use. */
  record Full<T>() implements Acquired<T> {}

  /** The tenant uses its whole share of the table. */
  record TenantLimit<T>() implements Acquired<T> {}

  /**
   * A use of a connection.
   *
   * @param displaced connections to close in consequence
   */
  record Lease<T>(ClientKey key, PooledClient<T> entry, List<T> displaced) implements Acquired<T> {
    T client() {
      return entry.client;
    }
  }

  /** A connection and its users; guarded by the table. */
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
