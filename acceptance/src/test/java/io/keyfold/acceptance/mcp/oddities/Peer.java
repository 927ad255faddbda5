package io.keyfold.acceptance.mcp.oddities;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A test's MCP server. It behaves well until a part of it is replaced by something odd, and remembers what it received.
 */
final class Peer {

  /** The result of a call. */
  static final String FINE = "{\"content\":[{\"type\":\"text\",\"text\":\"fine\"}]}";

  private static final Duration PATIENCE = Duration.ofMillis(1500);

  private final List<Incoming> received = new CopyOnWriteArrayList<>();
  private final Map<String, Object> notes = new ConcurrentHashMap<>();
  private final Map<String, Handler> handlers = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private volatile Handler first = this::dispatch;
  private volatile Era era = new ClassicEra("2025-11-25");

  /** Answers a request. */
  @FunctionalInterface
  interface Handler {
    void handle(Incoming in, Outgoing out) throws IOException;
  }

  /** What a protocol era does with all that no oddity touches. */
  interface Era {
    void handle(Peer peer, Incoming in, Outgoing out) throws IOException;

    /** {@return the result as this era writes it} */
    String result(String result);
  }

  /** Replaces what it does on a JSON-RPC method; {@code GET} is the HTTP method. */
  Peer on(String method, Handler handler) {
    handlers.put(method, handler);
    return this;
  }

  /** Answers tool calls by this result. */
  Peer onCall(String result) {
    return on("tools/call", (in, out) -> out.json(in.result(era.result(result))));
  }

  /** Answers tool calls by this error, with HTTP 200. */
  Peer onCallError(String error) {
    return on("tools/call", (in, out) -> out.json(in.error(error)));
  }

  /** Answers tool calls by an event stream; {@code %s} stands for the response. */
  Peer onCallEvents(String stream) {
    return on("tools/call", (in, out) -> {
      try (Events events = out.events()) {
        events.raw(stream.replace("%s", fine(in)));
      }
    });
  }

  /** Lists these tools, as a JSON array's elements. */
  Peer tools(String tools) {
    return on("tools/list", (in, out) -> out.json(in.result(era.result("{\"tools\":[" + tools + "]}"))));
  }

  /** Looks at every request before anything else does. */
  Peer before(Handler handler) {
    first = handler;
    return this;
  }

  Peer speak(Era spoken) {
    era = spoken;
    return this;
  }

  /** {@return a well-behaved server of 2026-07-28} */
  static Peer modern() {
    return new Peer().speak(new ModernEra());
  }

  /** {@return the response to a call that worked} */
  String fine(Incoming in) {
    return in.result(era.result(FINE));
  }

  Era era() {
    return era;
  }

  /** Remembers something for the test's check. */
  void note(String name, Object value) {
    notes.put(name, value);
  }

  Optional<Object> noted(String name) {
    return Optional.ofNullable(notes.get(name));
  }

  /** {@return the requests with this JSON-RPC method} */
  List<Incoming> received(String method) {
    return received
      .stream()
      .filter(in -> in.method().equals(method))
      .toList();
  }

  List<Incoming> received() {
    return List.copyOf(received);
  }

  /** {@return the first request that matches, once it has come} Empty if it does not come in time. */
  Optional<Incoming> await(Predicate<Incoming> wanted) {
    long nanos = PATIENCE.toNanos();
    lock.lock();
    try {
      while (true) {
        Optional<Incoming> found = received.stream().filter(wanted).findFirst();
        if (found.isPresent() || nanos <= 0) {
          return found;
        }
        nanos = arrived.awaitNanos(nanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  void handle(Incoming in, Outgoing out) throws IOException {
    lock.lock();
    try {
      received.add(in);
      arrived.signalAll();
    } finally {
      lock.unlock();
    }
    first.handle(in, out);
  }

  /** Does what it does without {@link #before}. */
  void dispatch(Incoming in, Outgoing out) throws IOException {
    String key = in.verb().equals("POST") ? in.method() : in.verb();
    Handler handler = handlers.get(key);
    if (handler == null) {
      era.handle(this, in, out);
    } else {
      handler.handle(in, out);
    }
  }
}
