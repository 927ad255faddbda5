package io.keyfold.session.upstream;

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

  private final int limit;
  private final Clock clock;
  private final Map<ClientKey, Entry<T>> entries = new LinkedHashMap<>();

  ClientTable(int limit, Clock clock) {
    this.limit = limit;
    this.clock = clock;
  }

  /** {@return the connection, made if there is none; null if the table is full and all of it is in use} */
  synchronized @Nullable Lease<T> acquire(ClientKey key, Supplier<T> connect) {
    List<T> displaced = remove(other -> other.supersededBy(key));
    Entry<T> entry = entries.remove(key);
    if (entry == null) {
      while (entries.size() >= limit) {
        T eldest = removeEldestUnused();
        if (eldest == null) {
          return null;
        }
        displaced.add(eldest);
      }
      entry = new Entry<>(connect.get(), clock.instant());
    }
    entry.users++;
    entries.put(key, entry);
    return new Lease<>(key, entry, displaced);
  }

  /** Ends a use. {@return what is to be closed} */
  synchronized List<T> release(Lease<T> lease, boolean drop) {
    Entry<T> entry = lease.entry();
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

  private @Nullable T removeEldestUnused() {
    for (Iterator<Entry<T>> all = entries.values().iterator(); all.hasNext(); ) {
      Entry<T> entry = all.next();
      if (entry.users == 0) {
        all.remove();
        return entry.client;
      }
    }
    return null;
  }

  /** What a connection is for. */
  record ClientKey(
    String sessionProviderId,
    @Nullable String authConfigId,
    @Nullable Long credentialVersion,
    String url
  ) {
    boolean supersededBy(ClientKey other) {
      return sessionProviderId.equals(other.sessionProviderId) && !equals(other);
    }
  }

  /**
   * The use of a connection.
   *
   * @param displaced what is to be closed because of it
   */
  record Lease<T>(ClientKey key, Entry<T> entry, List<T> displaced) {
    T client() {
      return entry.client;
    }
  }

  /** A connection and who uses it; guarded by the table. */
  static final class Entry<T> {

    private final T client;
    private Instant lastUsed;
    private int users;

    private Entry(T client, Instant lastUsed) {
      this.client = client;
      this.lastUsed = lastUsed;
    }
  }
}
