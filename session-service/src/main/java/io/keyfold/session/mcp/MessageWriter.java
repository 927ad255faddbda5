package io.keyfold.session.mcp;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Writes messages as an HTTP response: as JSON if the response to the request is the only one, else as an event stream
 * that starts with the first message, or with a comment if there is none for a while.
 */
final class MessageWriter {

  /** Time between the comments that keep a connection open. */
  private static final Duration COMMENTS = Duration.ofSeconds(15);

  private static final int OK = 200;
  private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

  private MessageWriter() {}

  /** What a client accepts. */
  record Accepts(boolean json, boolean stream) {
    static Accepts of(List<MediaType> types) {
      boolean stream = types.stream().anyMatch(type -> type.isCompatibleWith(MediaType.TEXT_EVENT_STREAM));
      boolean json =
        types.isEmpty() || types.stream().anyMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON));
      // Any type includes both, and JSON is simpler to read.
      boolean any = types.stream().noneMatch(type -> MediaType.TEXT_EVENT_STREAM.equalsTypeAndSubtype(type));
      return new Accepts(json, stream && !any);
    }
  }

  /** A part of a stream: a message, or a comment. */
  private sealed interface Part {
    record Message(Outgoing outgoing) implements Part {}

    record Comment() implements Part {}
  }

  /**
   * A message, and the HTTP status if it is the only one.
   *
   * @param message the message
   * @param status status of a response that contains only this message
   */
  record Outgoing(RpcMessage message, int status) {}

  /** Writes the messages, of which the last is the response. */
  static Mono<Void> write(ServerHttpResponse response, Flux<Outgoing> messages, Accepts accepts) {
    if (!accepts.stream()) {
      return messages.last().flatMap(last -> json(response, last.message().json(), last.status()));
    }
    return commented(messages.map(Part.Message::new))
      .switchOnFirst((first, parts) -> {
        boolean only =
          first.get() instanceof Part.Message message && message.outgoing().message() instanceof RpcMessage.Response;
        if (only && accepts.json() && first.get() instanceof Part.Message message) {
          // The call ends by itself: to cancel it would mean that the client did.
          return parts.then(json(response, message.outgoing().message().json(), message.outgoing().status()));
        }
        return first.isOnError() ? parts.then() : parts(response, parts);
      })
      .then();
  }

  /** Writes messages of which none is a response, until they end; the stream starts at once. */
  static Mono<Void> stream(ServerHttpResponse response, Flux<RpcMessage> messages) {
    Flux<Part> parts = commented(messages.map(message -> new Part.Message(new Outgoing(message, OK))));
    return parts(response, parts.startWith(new Part.Comment()));
  }

  private static Flux<Part> commented(Flux<Part> messages) {
    Sinks.Empty<Void> end = Sinks.empty();
    Flux<Part> comments = Flux.interval(COMMENTS)
      .onBackpressureDrop()
      .<Part>map(tick -> new Part.Comment())
      .takeUntilOther(end.asMono());
    return Flux.merge(messages.doOnTerminate(end::tryEmitEmpty), comments);
  }

  /** Writes one JSON value. */
  static Mono<Void> json(ServerHttpResponse response, RawJson json, int status) {
    response.setStatusCode(HttpStatusCode.valueOf(status));
    response.getHeaders().setContentType(MediaType.APPLICATION_JSON);
    response.getHeaders().setContentLength(json.size());
    return response.writeWith(Mono.fromSupplier(() -> response.bufferFactory().wrap(json.bytes())));
  }

  private static Mono<Void> parts(ServerHttpResponse response, Flux<Part> parts) {
    HttpHeaders headers = response.getHeaders();
    headers.setContentType(MediaType.TEXT_EVENT_STREAM);
    headers.setCacheControl("no-store");
    headers.set("X-Accel-Buffering", "no");
    Flux<Publisher<DataBuffer>> buffers = parts.map(part -> Mono.fromSupplier(() -> buffer(response, part)));
    return response.writeAndFlushWith(buffers);
  }

  private static DataBuffer buffer(ServerHttpResponse response, Part part) {
    byte[] bytes = switch (part) {
      case Part.Comment comment -> COMMENT;
      case Part.Message message -> event(message.outgoing().message().json().bytes());
    };
    return response.bufferFactory().wrap(bytes);
  }

  /** {@return the event of a message; its line breaks, which JSON allows between tokens, separate data lines} */
  static byte[] event(byte[] json) {
    ByteArrayOutputStream event = new ByteArrayOutputStream(json.length + 32);
    event.writeBytes("event: message\ndata: ".getBytes(StandardCharsets.US_ASCII));
    for (int at = 0; at < json.length; at++) {
      boolean breaks = json[at] == '\n' || (json[at] == '\r' && (at + 1 == json.length || json[at + 1] != '\n'));
      if (breaks) {
        event.writeBytes("\ndata: ".getBytes(StandardCharsets.US_ASCII));
      } else if (json[at] != '\r') {
        event.write(json[at]);
      }
    }
    event.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
    return event.toByteArray();
  }
}
