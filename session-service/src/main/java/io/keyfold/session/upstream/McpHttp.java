package io.keyfold.session.upstream;

import io.keyfold.session.credentials.Credential;
import io.keyfold.session.rpc.MalformedJsonException;
import io.keyfold.session.rpc.NoRpcMessageException;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * An MCP server's endpoint over streamable HTTP. Sends messages and parses what comes back into messages, of which it
 * reads nothing but their kind. Holds no credential: each exchange is given its own.
 *
 * <p>A redirect within the origin by 307 or 308 is followed once; all others are reported.
 */
final class McpHttp {

  private static final int MAX_REFUSAL_BYTES = 64 * 1024;
  private static final String EVENT_STREAM = "text/event-stream";
  private static final String JSON = "application/json";

  private final HttpClient http;
  private final String url;
  private final CredentialInjector injector;

  McpHttp(HttpClient http, String url, CredentialInjector injector) {
    this.http = http;
    this.url = url;
    this.injector = injector;
  }

  /**
   * An HTTP request.
   *
   * @param method POST, GET or DELETE
   * @param headers headers in addition to those of every request
   * @param body the message; null: none
   * @param awaits whether messages are expected in the response
   * @param credential the credential that it carries
   * @param memory what the bytes of the response are charged to
   */
  record Exchange(
    HttpMethod method,
    Map<String, String> headers,
    @Nullable RawJson body,
    boolean awaits,
    Credential credential,
    ResponseBudget.Part memory
  ) {
    /** {@return a POST of the message} */
    static Exchange post(
      RpcMessage message,
      Map<String, String> headers,
      Credential credential,
      ResponseBudget.Part memory
    ) {
      boolean awaits = message instanceof RpcMessage.Request;
      return new Exchange(HttpMethod.POST, headers, message.json(), awaits, credential, memory);
    }

    /** Omits the message and the credential. */
    @Override
    public String toString() {
      return "Exchange[" + method + "]";
    }
  }

  /**
   * What a response contains, besides its messages.
   *
   * @param stream position in the event stream; null if it is none
   * @param session header {@code Mcp-Session-Id}
   */
  record Head(@Nullable EventStream stream, @Nullable String session) {}

  /**
   * {@return the messages of the response, as they arrive; cancelling closes the connection}
   *
   * <p>Errors with {@link HttpRefusal} for other statuses than success and with {@link ProviderFailure} otherwise.
   *
   * @param head receives what the response contains besides, before its messages
   */
  Flux<RpcMessage> send(Exchange exchange, Consumer<Head> head) {
    return Flux.defer(() -> to(url, exchange, head, true)).onErrorMap(TransportErrors::beforeResponse);
  }

  private Flux<RpcMessage> to(String target, Exchange exchange, Consumer<Head> head, boolean follow) {
    CredentialInjector.Injected injected = injector.inject(target, exchange.credential());
    RawJson body = exchange.body();
    Map<String, String> all = new LinkedHashMap<>(exchange.headers());
    all.putAll(injected.headers());
    return http
      .headers(headers -> {
        headers.set(HttpHeaderNames.ACCEPT, JSON + ", " + EVENT_STREAM);
        if (body != null) {
          headers.set(HttpHeaderNames.CONTENT_TYPE, JSON);
        }
        all.forEach(headers::set);
      })
      .request(exchange.method())
      .uri(injected.url())
      .send(body == null ? Mono.<ByteBuf>empty() : Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body.bytes())))
      .response((response, content) -> {
        String location = follow ? sameOrigin(target, response) : null;
        return location == null ? read(exchange, response, content, head) : Flux.<RpcMessage>error(new Moved(location));
      })
      .onErrorResume(Moved.class, moved -> to(moved.location, exchange, head, false));
  }

  private static Flux<RpcMessage> read(
    Exchange exchange,
    HttpClientResponse response,
    ByteBufFlux content,
    Consumer<Head> head
  ) {
    Flux<byte[]> body = content
      .asByteArray()
      .doOnNext(bytes -> exchange.memory().take(bytes.length))
      .onErrorMap(TransportErrors::duringResponse);
    int status = response.status().code();
    if (status < 200 || status > 299) {
      return refusal(response, body).flatMapMany(Flux::error);
    }
    if (!exchange.awaits()) {
      // Whatever it says is about nothing; a stream that stays open is closed.
      return Flux.empty();
    }
    String type = response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE, JSON).toLowerCase(Locale.ROOT);
    EventStream stream = type.startsWith(EVENT_STREAM) ? new EventStream() : null;
    head.accept(new Head(stream, response.responseHeaders().get(McpHeader.SESSION)));
    return stream == null ? single(body, type.startsWith(JSON)) : events(body, stream, exchange.memory());
  }

  private static Flux<RpcMessage> events(Flux<byte[]> body, EventStream stream, ResponseBudget.Part memory) {
    return body
      .map(stream::feed)
      .concatWith(Mono.fromSupplier(stream::end))
      .concatMapIterable(events -> events)
      // Other types are not MCP's, and what is no message costs none of the others.
      .filter(event -> event.type().equals("message"))
      .concatMapIterable(event -> inEvent(event, memory));
  }

  private static List<RpcMessage> inEvent(EventStream.Event event, ResponseBudget.Part memory) {
    try {
      List<RpcMessage> messages = RpcMessage.allOf(RawJson.parse(event.data()));
      if (messages.stream().noneMatch(RpcMessage.Response.class::isInstance)) {
        memory.give(event.data().length);
      }
      return messages;
    } catch (MalformedJsonException e) {
      if (e.isTooDeep()) {
        throw ProviderFailure.tooDeep();
      }
      return List.of();
    } catch (NoRpcMessageException e) {
      return List.of();
    }
  }

  private static Flux<RpcMessage> single(Flux<byte[]> body, boolean json) {
    return whole(body).flatMapIterable(bytes -> {
      if (bytes.length == 0) {
        return List.of();
      }
      try {
        return RpcMessage.allOf(RawJson.parse(bytes));
      } catch (MalformedJsonException e) {
        throw e.isTooDeep() && json ? ProviderFailure.tooDeep() : ProviderFailure.notMcp();
      } catch (NoRpcMessageException e) {
        throw ProviderFailure.notMcp();
      }
    });
  }

  private static Mono<byte[]> whole(Flux<byte[]> body) {
    return body
      .collect(ByteArrayOutputStream::new, ByteArrayOutputStream::writeBytes)
      .map(ByteArrayOutputStream::toByteArray);
  }

  private static Mono<HttpRefusal> refusal(HttpClientResponse response, Flux<byte[]> body) {
    var headers = response.responseHeaders();
    return RefusalText.of(body, MAX_REFUSAL_BYTES).map(bytes ->
      new HttpRefusal(
        response.status().code(),
        new HttpRefusal.Answer(
          RefusalText.fault(bytes),
          RefusalText.text(bytes, headers.get(HttpHeaderNames.CONTENT_TYPE)),
          headers.get(HttpHeaderNames.WWW_AUTHENTICATE),
          headers.get(HttpHeaderNames.RETRY_AFTER),
          headers.get(HttpHeaderNames.LOCATION)
        )
      )
    );
  }

  private static @Nullable String sameOrigin(String target, HttpClientResponse response) {
    int status = response.status().code();
    String location = response.responseHeaders().get(HttpHeaderNames.LOCATION);
    if ((status != 307 && status != 308) || location == null) {
      return null;
    }
    try {
      URI from = URI.create(target);
      URI to = from.resolve(location);
      boolean same =
        from.getScheme().equalsIgnoreCase(to.getScheme()) &&
        from.getRawAuthority().equalsIgnoreCase(String.valueOf(to.getRawAuthority()));
      return same ? to.toString() : null;
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /** The server moved the endpoint within its origin. */
  private static final class Moved extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String location;

    private Moved(String location) {
      super(null, null, false, false);
      this.location = location;
    }
  }
}
