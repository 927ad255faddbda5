package io.keyfold.session.mcp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Scheduler;
import com.github.benmanes.caffeine.cache.Ticker;
import io.keyfold.session.rpc.RpcMessage;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * Streams of clients that have connected and not yet opened their stream. A server may ask something as soon as its
 * session has started; the request is held until the client listens, for a short time. Thread-safe.
 */
final class EarlyStreams {

  private static final Duration HELD = Duration.ofSeconds(10);
  private static final long CAPACITY = 1_000;

  /** Maximum number of messages that one stream holds; further ones are dropped. */
  static final int MAX_MESSAGES = 64;

  private final Runnable dropped;
  private final Cache<Key, Early> streams;

  /**
   * Creates an empty table.
   *
   * @param dropped called for each message that is dropped
   */
  EarlyStreams(Runnable dropped, Ticker ticker, MeterRegistry meters) {
    this.dropped = dropped;
    this.streams = Caffeine.newBuilder()
      .maximumSize(CAPACITY)
      .expireAfterWrite(HELD)
      .ticker(ticker)
      .scheduler(Scheduler.systemScheduler())
      .<Key, Early>removalListener((key, early, cause) -> {
        if (early != null && cause.wasEvicted()) {
          early.running().dispose();
        }
      })
      .build();
    meters.gauge("keyfold.mcp.streams.early", streams, Cache::estimatedSize);
  }

  /** A client, and the secret that it presented: the stream ends with that secret. */
  private record Key(ClientId client, @Nullable String secretId) {
    private static Key of(McpCaller caller, Dialect dialect) {
      return new Key(ClientId.of(caller, dialect), caller.secretId());
    }
  }

  private record Early(Flux<RpcMessage> messages, Disposable running) {}

  /** Opens the stream of a client that is going to listen. */
  void open(McpCaller caller, Dialect dialect, Flux<RpcMessage> stream) {
    Sinks.Many<RpcMessage> sink = Sinks.many()
      .unicast()
      .onBackpressureBuffer(Queues.<RpcMessage>get(MAX_MESSAGES).get());
    Disposable running = stream.subscribe(
      message -> {
        if (sink.tryEmitNext(message).isFailure()) {
          dropped.run();
        }
      },
      sink::tryEmitError,
      sink::tryEmitComplete
    );
    Flux<RpcMessage> messages = sink.asFlux().doFinally(end -> running.dispose());
    streams.put(Key.of(caller, dialect), new Early(messages, running));
  }

  /** {@return the client's stream, with what it has held, if it is open; once} */
  Optional<Flux<RpcMessage>> take(McpCaller caller, Dialect dialect) {
    return Optional.ofNullable(streams.asMap().remove(Key.of(caller, dialect))).map(Early::messages);
  }
}
