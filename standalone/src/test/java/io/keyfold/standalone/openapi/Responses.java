package io.keyfold.standalone.openapi;

import io.keyfold.platform.error.ErrorCode;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Responses of operations: the body of success, and per status the error codes. */
final class Responses {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ResponseSchemas schemas;
  private final Javadoc javadoc;
  private final Map<String, ObjectNode> shared = new TreeMap<>();

  Responses(ResponseSchemas schemas, Javadoc javadoc) {
    this.schemas = schemas;
    this.javadoc = javadoc;
  }

  /** {@return the responses by status, of an operation that one or more handlers answer} */
  ObjectNode of(List<Endpoint> handlers, Set<ErrorCode> codes) {
    Map<Integer, ObjectNode> responses = new TreeMap<>();
    responses.put(handlers.getFirst().success().value(), success(handlers));
    Endpoint first = handlers.getFirst();
    if (first.tagged() && first.verb().equals("get")) {
      ObjectNode unchanged = JSON.objectNode().put("description", "The object still has the ETag of If-None-Match.");
      responses.put(304, headers(unchanged, List.of("X-Request-ID", "ETag")));
    }
    codes
      .stream()
      .collect(Collectors.groupingBy(ErrorCode::status))
      .forEach((status, ofStatus) -> responses.put(status, error(status, ofStatus)));
    ObjectNode byStatus = JSON.objectNode();
    responses.forEach((status, response) -> byStatus.set(String.valueOf(status), response));
    return byStatus;
  }

  private ObjectNode success(List<Endpoint> handlers) {
    ObjectNode response = JSON.objectNode().put("description", handlers.getFirst().success().getReasonPhrase());
    headers(response, handlers.getFirst().tagged() ? List.of("X-Request-ID", "ETag") : List.of("X-Request-ID"));
    for (Endpoint handler : handlers) {
      handler
        .body()
        .filter(type -> type != byte[].class || !handler.produces().isEmpty())
        .ifPresent(type ->
          mediaTypes(handler).forEach(media ->
            response.withObjectProperty("content").putObject(media).set("schema", schema(type, media))
          )
        );
    }
    return response;
  }

  private ObjectNode schema(Type type, String media) {
    if (type != byte[].class) {
      return schemas.of(type);
    }
    return media.equals(MediaType.APPLICATION_JSON_VALUE)
      ? JSON.objectNode().put("type", "object").put("additionalProperties", true)
      : JSON.objectNode().put("type", "string");
  }

  private static List<String> mediaTypes(Endpoint handler) {
    List<String> named = handler
      .produces()
      .stream()
      .filter(media -> !media.equals(MediaType.ALL_VALUE))
      .toList();
    return named.isEmpty() ? List.of(MediaType.APPLICATION_JSON_VALUE) : named;
  }

  /** {@return the shared responses by name: those of one code} */
  Map<String, ObjectNode> shared() {
    return shared;
  }

  private ObjectNode error(int status, List<ErrorCode> codes) {
    if (codes.size() > 1) {
      String all = codes
        .stream()
        .map(code -> "`" + code.wire() + "`")
        .collect(Collectors.joining(", "));
      return error(status, codes, "One of " + all + ".");
    }
    ErrorCode code = codes.getFirst();
    String name = Texts.camel(code.wire());
    shared.computeIfAbsent(name, none -> error(status, codes, "`" + code.wire() + "`: " + meaning(code)));
    return JSON.objectNode().put("$ref", "#/components/responses/" + name);
  }

  private static ObjectNode error(int status, Collection<ErrorCode> codes, String text) {
    ObjectNode response = JSON.objectNode().put("description", text);
    headers(
      response,
      switch (HttpStatus.valueOf(status)) {
        case UNAUTHORIZED -> List.of("X-Request-ID", "WWW-Authenticate");
        case TOO_MANY_REQUESTS, SERVICE_UNAVAILABLE -> List.of("X-Request-ID", "Retry-After");
        default -> List.of("X-Request-ID");
      }
    );
    response.putObject("content").putObject(MediaType.APPLICATION_JSON_VALUE).set("schema", Components.ref("Error"));
    ArrayNode wires = response.putArray("x-error-codes");
    codes.forEach(code -> wires.add(code.wire()));
    return response;
  }

  /** {@return what a code means} */
  String meaning(ErrorCode code) {
    return javadoc
      .of(ErrorCode.class, code.name())
      .orElseThrow(() -> new IllegalStateException(code + " has no Javadoc"))
      .text()
      .replace("\n\n", " ");
  }

  private static ObjectNode headers(ObjectNode response, List<String> names) {
    ObjectNode headers = response.putObject("headers");
    names.forEach(name -> headers.putObject(name).put("$ref", "#/components/headers/" + name));
    return response;
  }
}
