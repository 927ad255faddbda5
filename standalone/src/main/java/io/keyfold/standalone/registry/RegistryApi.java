package io.keyfold.standalone.registry;

import io.keyfold.schemas.error.SchemaRejectedException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.error.UnknownSubjectException;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.HandlerStrategies;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The HTTP layer of {@link RegistryCalls}: parses bodies, formats errors as Confluent's registry does, and runs
 * blocking calls off the event loop.
 */
final class RegistryApi implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryApi.class);
  private static final MediaType JSON = MediaType.parseMediaType("application/vnd.schemaregistry.v1+json");
  private static final int BODY_LIMIT = 1 << 20;
  private static final int QUEUE_LIMIT = 1_000;

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final Scheduler worker = Schedulers.newBoundedElastic(1, QUEUE_LIMIT, "keyfold-registry");
  private final RegistryCalls calls;

  RegistryApi(Registry registry) {
    this.calls = new RegistryCalls(registry, mapper);
  }

  HttpHandler handler() {
    HandlerStrategies strategies = HandlerStrategies.builder()
      .codecs(codecs -> codecs.defaultCodecs().maxInMemorySize(BODY_LIMIT))
      .build();
    return RouterFunctions.toHttpHandler(routes(), strategies);
  }

  @Override
  public void close() {
    worker.dispose();
  }

  private RouterFunction<ServerResponse> routes() {
    return RouterFunctions.route()
      .GET("/", request -> respond(mapper::createObjectNode))
      .GET("/subjects", request -> respond(calls::subjects))
      .GET("/subjects/{subject}/versions", request -> respond(() -> calls.versions(subject(request))))
      .GET("/subjects/{subject}/versions/{version}", request ->
        respond(() -> calls.version(subject(request), request.pathVariable("version")))
      )
      .GET("/subjects/{subject}/versions/{version}/schema", request ->
        respond(() -> calls.versionSchema(subject(request), request.pathVariable("version")))
      )
      .POST("/subjects/{subject}/versions", request -> body(request, b -> calls.register(subject(request), b)))
      .POST("/subjects/{subject}", request -> body(request, b -> calls.lookUp(subject(request), b)))
      .GET("/schemas/types", request -> respond(() -> mapper.createArrayNode().add("AVRO")))
      .GET("/schemas/ids/{id}", request -> respond(() -> calls.schema(request.pathVariable("id"))))
      .GET("/schemas/ids/{id}/schema", request -> respond(() -> calls.rawSchema(request.pathVariable("id"))))
      .GET("/schemas/ids/{id}/subjects", request -> respond(() -> calls.subjectsOf(request.pathVariable("id"))))
      .GET("/schemas/ids/{id}/versions", request -> respond(() -> calls.versionsOf(request.pathVariable("id"))))
      .POST("/compatibility/subjects/{subject}/versions/{version}", request ->
        body(request, b -> calls.compatible(subject(request), request.pathVariable("version"), verbose(request), b))
      )
      .POST("/compatibility/subjects/{subject}/versions", request ->
        body(request, b -> calls.compatible(subject(request), verbose(request), b))
      )
      .GET("/config", request -> respond(calls::level))
      .PUT("/config", request -> body(request, calls::setLevel))
      .GET("/config/{subject}", request ->
        respond(() -> calls.level(subject(request), flag(request, "defaultToGlobal")))
      )
      .PUT("/config/{subject}", request -> body(request, b -> calls.setLevel(subject(request), b)))
      .DELETE("/config/{subject}", request -> respond(() -> calls.clearLevel(subject(request))))
      .GET("/mode", request -> respond(() -> mapper.createObjectNode().put("mode", "READWRITE")))
      .DELETE("/subjects/**", request -> respond(() -> fail(RegistryProblem.notAllowed())))
      .route(request -> true, request -> respond(() -> fail(RegistryProblem.notFound())))
      .build();
  }

  private Mono<ServerResponse> body(ServerRequest request, BodyCall call) {
    return request
      .bodyToMono(String.class)
      .defaultIfEmpty("")
      .flatMap(text -> respond(() -> call.apply(object(text))))
      .onErrorResume(ResponseStatusException.class, e -> problem(RegistryProblem.badBody()));
  }

  private Mono<ServerResponse> respond(Callable<JsonNode> call) {
    return Mono.fromCallable(call)
      .subscribeOn(worker)
      .flatMap(result -> ServerResponse.ok().contentType(JSON).bodyValue(mapper.writeValueAsString(result)))
      .onErrorResume(e -> problem(toProblem(e)));
  }

  private Mono<ServerResponse> problem(RegistryProblem problem) {
    JsonNode error = mapper.createObjectNode().put("error_code", problem.code()).put("message", problem.getMessage());
    return ServerResponse.status(problem.status()).contentType(JSON).bodyValue(mapper.writeValueAsString(error));
  }

  private static RegistryProblem toProblem(Throwable error) {
    return switch (error) {
      case RegistryProblem problem -> problem;
      case SchemaRejectedException e -> RegistryProblem.incompatible(String.valueOf(e.getMessage()));
      case UnknownSchemaIdException e -> RegistryProblem.noSchema();
      case UnknownSubjectException e -> RegistryProblem.noSchema();
      default -> {
        LOG.error("registry call failed", error);
        yield RegistryProblem.store();
      }
    };
  }

  private JsonNode object(String text) {
    try {
      JsonNode node = mapper.readTree(text);
      if (node.isObject()) {
        return node;
      }
    } catch (JacksonException e) {
      LOG.debug("not JSON");
    }
    throw RegistryProblem.badBody();
  }

  private static JsonNode fail(RegistryProblem problem) {
    throw problem;
  }

  private static String subject(ServerRequest request) {
    return request.pathVariable("subject");
  }

  private static boolean verbose(ServerRequest request) {
    return flag(request, "verbose");
  }

  private static boolean flag(ServerRequest request, String name) {
    return request.queryParam(name).map(Boolean::parseBoolean).orElse(false);
  }

  /** A call with a JSON body. */
  @FunctionalInterface
  private interface BodyCall {
    JsonNode apply(JsonNode body);
  }
}
