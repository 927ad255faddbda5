package io.keyfold.session.upstream;

import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.reactive.function.client.ClientResponse;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the response to one request from an HTTP response: JSON, or an event stream that contains it. A missing result
 * is only reported after the whole HTTP response was read.
 *
 * @param <R> type of the result
 */
final class RpcReader<R> {

  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
    new ParameterizedTypeReference<>() {};

  private static final String NOT_MCP = "sent a response that is not valid MCP";

  // Streams end shortly after the response, so that the connection can be reused; other streams are cut off.
  private static final Duration STREAM_END_TIMEOUT = Duration.ofSeconds(1);

  private final long id;
  private final JsonMapper json = ProviderJson.mapper();
  private final JavaType type;

  RpcReader(long id, Class<R> result) {
    this.id = id;
    this.type = json.getTypeFactory().constructParametricType(RpcMessage.class, result);
  }

  /**
   * {@return the result of a successful response; errors with {@link ProviderRefusal}, or {@link ProviderFailure} if
   * there is no result}
   */
  Mono<R> answer(ClientResponse response) {
    return messages(response).flatMap(this::result);
  }

  private Mono<RpcMessage<R>> messages(ClientResponse response) {
    MediaType media = response.headers().contentType().orElse(MediaType.APPLICATION_JSON);
    if (media.isCompatibleWith(MediaType.TEXT_EVENT_STREAM)) {
      return first(
        response
          .bodyToFlux(EVENT)
          .mapNotNull(ServerSentEvent::data)
          // Since MCP 2025-11-25 a stream starts with an event without data, which only carries an id.
          .filter(text -> !text.isBlank())
          .concatMapIterable(text -> answers(() -> json.readValue(text, type)))
      );
    }
    if (media.isCompatibleWith(MediaType.APPLICATION_JSON)) {
      return response
        .bodyToMono(byte[].class)
        .flatMapIterable(body -> answers(() -> json.readValue(body, type)))
        .next()
        .switchIfEmpty(Mono.error(RpcReader::none));
    }
    return response
      .releaseBody()
      .onErrorComplete()
      .then(Mono.error(ProviderFailure.error(NOT_MCP)));
  }

  /**
   * Emits the first message immediately and reads the rest of the stream, since a cut-off connection cannot be reused.
   */
  private static <T> Mono<T> first(Flux<T> messages) {
    return Mono.create(sink -> {
      Sinks.Empty<Void> answered = Sinks.empty();
      Disposable stream = messages.takeUntilOther(answered.asMono().then(Mono.delay(STREAM_END_TIMEOUT))).subscribe(
        message -> {
          if (answered.tryEmitEmpty().isSuccess()) {
            sink.success(message);
          }
        },
        failure -> {
          if (answered.tryEmitEmpty().isSuccess()) {
            sink.error(failure);
          }
        },
        () -> {
          if (answered.tryEmitEmpty().isSuccess()) {
            sink.error(none());
          }
        }
      );
      sink.onCancel(stream);
    });
  }

  private static ProviderFailure none() {
    return ProviderFailure.error("ended its response without a result");
  }

  private List<RpcMessage<R>> answers(Supplier<@Nullable RpcMessage<R>> body) {
    RpcMessage<R> message = read(body);
    return message != null && message.answers(id) ? List.of(message) : List.of();
  }

  /** Jackson's messages may quote the input. */
  private static <M> M read(Supplier<M> body) {
    try {
      return body.get();
    } catch (StreamConstraintsException e) {
      throw ProviderFailure.error("sent JSON nested deeper than " + ProviderJson.MAX_DEPTH + " levels");
    } catch (JacksonException e) {
      throw ProviderFailure.error(NOT_MCP);
    }
  }

  private Mono<R> result(RpcMessage<R> message) {
    RpcMessage.Fault error = message.error();
    return error == null ? Mono.justOrEmpty(message.result()) : Mono.error(refusal(error));
  }

  private static ProviderRefusal refusal(RpcMessage.Fault error) {
    int code = error.code() == null ? McpSchema.ErrorCodes.INTERNAL_ERROR : error.code();
    String text = error.message();
    return new ProviderRefusal(
      code,
      text == null || text.isBlank() ? "The provider responded with error " + code + " and no message" : text
    );
  }

  /** Errors with the content of an error response: the provider's JSON-RPC error, or the HTTP status. */
  Mono<R> refusal(ClientResponse response) {
    int status = response.statusCode().value();
    return response
      .bodyToMono(byte[].class)
      .flatMapIterable(this::refusalIfAny)
      .next()
      .flatMap(this::result)
      .switchIfEmpty(Mono.error(() -> ProviderFailure.error("responded with HTTP " + status)));
  }

  private List<RpcMessage<R>> refusalIfAny(byte[] body) {
    try {
      return answers(() -> json.readValue(body, type))
        .stream()
        .filter(message -> message.error() != null)
        .toList();
    } catch (ProviderFailure e) {
      return List.of();
    }
  }
}
