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
 * Reads the answer to one request out of an HTTP response: JSON, or a stream of events one of which holds it. Whether there is an answer is
 * decided by the end of the response alone, after all of it was read.
 *
 * @param <R> the type of a result
 */
final class RpcReader<R> {

  private static final ParameterizedTypeReference<ServerSentEvent<String>> EVENT =
    new ParameterizedTypeReference<>() {};

  private static final String NOT_MCP = "answered in a way that is not MCP";

  // A stream ends shortly after its answer, and its connection can be used again; one that does not is cut off.
  private static final Duration STREAM_MAY_STAY = Duration.ofSeconds(1);

  private final long id;
  private final JsonMapper json = ProviderJson.mapper();
  private final JavaType type;

  RpcReader(long id, Class<R> result) {
    this.id = id;
    this.type = json.getTypeFactory().constructParametricType(RpcMessage.class, result);
  }

  /** {@return the result in a response of success; errors with {@link ProviderRefusal}, or {@link ProviderFailure} if it has none} */
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

  /** The first message, at once, while the rest of the stream is read to its end: a connection that is cut off cannot be used again. */
  private static <T> Mono<T> first(Flux<T> messages) {
    return Mono.create(sink -> {
      Sinks.Empty<Void> answered = Sinks.empty();
      Disposable stream = messages.takeUntilOther(answered.asMono().then(Mono.delay(STREAM_MAY_STAY))).subscribe(
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
    return ProviderFailure.error("ended its answer without a result");
  }

  private List<RpcMessage<R>> answers(Supplier<@Nullable RpcMessage<R>> body) {
    RpcMessage<R> message = read(body);
    return message != null && message.answers(id) ? List.of(message) : List.of();
  }

  /** What Jackson says of it may quote it. */
  private static <M> M read(Supplier<M> body) {
    try {
      return body.get();
    } catch (StreamConstraintsException e) {
      throw ProviderFailure.error("answered with JSON nested deeper than " + ProviderJson.MAX_DEPTH + " levels");
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
      text == null || text.isBlank() ? "The provider answered with error " + code + " and no message" : text
    );
  }

  /** Errors with what a response of failure says: the provider's own error, or the failure itself. */
  Mono<R> refusal(ClientResponse response) {
    int status = response.statusCode().value();
    return response
      .bodyToMono(byte[].class)
      .flatMapIterable(this::refusalIfAny)
      .next()
      .flatMap(this::result)
      .switchIfEmpty(Mono.error(() -> ProviderFailure.error("answered with HTTP " + status)));
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
