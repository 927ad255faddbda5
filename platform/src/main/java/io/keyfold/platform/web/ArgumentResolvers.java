package io.keyfold.platform.web;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.WriteRequest;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Resolves the platform's controller arguments. */
final class ArgumentResolvers {

  private final Clock clock;
  private final RequestFingerprint fingerprint;
  private final RequestSchemas schemas;
  private final StrictJson strict;
  private final JsonMapper json;

  ArgumentResolvers(Clock clock, RequestFingerprint fingerprint, RequestSchemas schemas, JsonMapper json) {
    this.clock = clock;
    this.fingerprint = fingerprint;
    this.schemas = schemas;
    this.strict = new StrictJson(json);
    this.json = json;
  }

  HandlerMethodArgumentResolver[] all() {
    return new HandlerMethodArgumentResolver[] {
      new Resolver(ofType(Caller.class), (parameter, exchange) -> Mono.fromCallable(() -> Caller.of(exchange))),
      new Resolver(ofType(ListQuery.class), (parameter, exchange) ->
        Mono.fromCallable(() -> listQuery(parameter, exchange.getRequest()))
      ),
      new Resolver(ofType(WriteRequest.class), (parameter, exchange) -> write(exchange)),
      new Resolver(parameter -> parameter.hasParameterAnnotation(JsonBody.class), this::body),
    };
  }

  private static Predicate<MethodParameter> ofType(Class<?> type) {
    return parameter -> parameter.getParameterType() == type;
  }

  private static ListQuery listQuery(MethodParameter parameter, ServerHttpRequest request) {
    QueryParser parser = QueryParser.of(parameter.getParameterAnnotation(Filters.class));
    return parser.parse(queryParams(request));
  }

  private static MultiValueMap<String, String> queryParams(ServerHttpRequest request) {
    try {
      return request.getQueryParams();
    } catch (IllegalArgumentException e) {
      throw ApiException.of(ErrorCode.BAD_REQUEST, "The query has invalid percent-encoding");
    }
  }

  private Mono<WriteRequest> write(ServerWebExchange exchange) {
    return Mono.defer(() -> {
      Caller caller = Caller.of(exchange);
      ServerHttpRequest request = exchange.getRequest();
      HttpHeaders headers = request.getHeaders();
      Instant at = clock.instant().truncatedTo(ChronoUnit.MICROS);
      Long version = EntityTag.expected(headers);
      String key = request.getMethod().equals(HttpMethod.POST) ? IdempotencyKey.of(headers) : null;
      if (key == null) {
        return Mono.just(write(caller, at, null, null, version));
      }
      String path = request.getPath().value();
      return RequestBody.of(exchange).map(body ->
        write(caller, at, key, fingerprint.of(request.getMethod().name(), path, body), version)
      );
    });
  }

  private static WriteRequest write(
    Caller caller,
    Instant at,
    @Nullable String key,
    @Nullable String hash,
    @Nullable Long version
  ) {
    return new WriteRequest(caller.tenant(), caller.actor(), caller.requestId(), at, key, hash, version);
  }

  private Mono<Object> body(MethodParameter parameter, ServerWebExchange exchange) {
    return Mono.defer(() -> {
      JsonBody annotation = parameter.getParameterAnnotation(JsonBody.class);
      if (annotation == null) {
        throw new IllegalStateException("not a body parameter: " + parameter);
      }
      requireJson(exchange.getRequest().getHeaders());
      InputSchema schema = schemas.get(annotation.value());
      var type = json.constructType(parameter.getGenericParameterType());
      return RequestBody.of(exchange).map(bytes -> strict.read(bytes, schema, type));
    });
  }

  private static void requireJson(HttpHeaders headers) {
    MediaType type;
    try {
      type = headers.getContentType();
    } catch (InvalidMediaTypeException e) {
      type = null;
    }
    if (type == null || !StrictJson.isJson(type)) {
      throw ApiException.of(
        ErrorCode.UNSUPPORTED_MEDIA_TYPE,
        "The body must be JSON",
        "Send the header Content-Type: application/json"
      );
    }
  }

  private record Resolver(
    Predicate<MethodParameter> supported,
    BiFunction<MethodParameter, ServerWebExchange, Mono<?>> value
  ) implements HandlerMethodArgumentResolver {
    @Override
    public boolean supportsParameter(MethodParameter parameter) {
      return supported.test(parameter);
    }

    @Override
    public Mono<Object> resolveArgument(
      MethodParameter parameter,
      BindingContext bindingContext,
      ServerWebExchange exchange
    ) {
      return value.apply(parameter, exchange).cast(Object.class);
    }
  }
}
