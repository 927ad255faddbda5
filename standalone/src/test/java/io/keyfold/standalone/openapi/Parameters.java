package io.keyfold.standalone.openapi;

import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.ListQuery;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Parameters of operations, from the handlers' arguments. Those that many operations have are components. */
final class Parameters {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> PAGING = List.of("limit", "after", "before", "cursor", "order", "api-version");

  private final Vocabulary vocabulary;
  private final Vocabulary fields;
  private final Gaps gaps;
  private final Map<String, ObjectNode> shared = new TreeMap<>();

  Parameters(Vocabulary vocabulary, Vocabulary fields, Gaps gaps) {
    this.vocabulary = vocabulary;
    this.fields = fields;
    this.gaps = gaps;
  }

  /** {@return the shared parameters by name} */
  Map<String, ObjectNode> shared() {
    return shared;
  }

  /**
   * {@return the parameters of an endpoint}
   *
   * @param owner the operation that it is part of
   */
  ArrayNode of(Endpoint endpoint, String owner, boolean authenticated) {
    ArrayNode all = JSON.arrayNode();
    for (Parameter argument : endpoint.handler().getParameters()) {
      if (argument.isAnnotationPresent(PathVariable.class)) {
        all.add(pathVariable(endpoint, argument.getName()));
      }
      if (argument.getType() == ListQuery.class) {
        query(owner, argument.getAnnotation(Filters.class)).forEach(all::add);
      }
      RequestHeader header = argument.getAnnotation(RequestHeader.class);
      if (header != null) {
        all.add(described("header", owner, header.name(), string()));
      }
      if (argument.getType() == WriteRequest.class) {
        all.add(shared("header", endpoint.verb().equals("post") ? "Idempotency-Key" : "If-Match", string()));
      }
    }
    if (endpoint.tagged() && endpoint.verb().equals("get")) {
      all.add(shared("header", "If-None-Match", string()));
    }
    if (authenticated) {
      all.add(shared("header", "Keyfold-Consistency", string()));
    }
    return all.add(shared("header", "traceparent", string()));
  }

  /** Named by the path up to it: it means the same in all paths that go on behind it. */
  private ObjectNode pathVariable(Endpoint endpoint, String name) {
    String variable = "{" + name + "}";
    String owner = endpoint.path().substring(0, endpoint.path().indexOf(variable)) + variable;
    return described("path", owner, name, string()).put("required", true);
  }

  private Stream<ObjectNode> query(String owner, Filters filters) {
    Stream<ObjectNode> paging = PAGING.stream().map(name -> shared("query", name, string()));
    Stream<ObjectNode> values = Stream.concat(Stream.of("id"), Stream.of(filters.value()))
      .distinct()
      .map(name -> described("query", owner, name, name.equals("status") ? status(filters) : strings()));
    Stream<ObjectNode> times = Stream.of(filters.times()).flatMap(name ->
      Stream.of("[gt]", "[lt]").map(bound -> shared("query", name + bound, string().put("format", "date-time")))
    );
    return Stream.of(paging, values, times).flatMap(each -> each);
  }

  private static ObjectNode string() {
    return JSON.objectNode().put("type", "string");
  }

  private static ObjectNode strings() {
    ObjectNode schema = JSON.objectNode().put("type", "array").put("maxItems", 100);
    schema.set("items", string().put("minLength", 1).put("maxLength", 512));
    return schema;
  }

  private static ObjectNode status(Filters filters) {
    ObjectNode schema = JSON.objectNode().put("type", "array");
    ArrayNode statuses = schema.putObject("items").put("type", "string").putArray("enum");
    Stream.of(filters.statuses()).forEach(statuses::add);
    ArrayNode defaults = schema.putArray("default");
    ListQuery.defaultStatuses(List.of(filters.statuses())).forEach(defaults::add);
    return schema;
  }

  private ObjectNode shared(String in, String name, ObjectNode schema) {
    String key = Texts.camel(name.replace("[gt]", "_after").replace("[lt]", "_before"));
    shared.computeIfAbsent(key, none -> described(in, "", name, schema));
    return JSON.objectNode().put("$ref", "#/components/parameters/" + key);
  }

  private ObjectNode described(String in, String owner, String name, ObjectNode schema) {
    ObjectNode parameter = JSON.objectNode().put("name", name).put("in", in);
    JsonNode declared = vocabulary.schema(owner, name).map(JsonNode.class::cast).orElse(schema);
    parameter.put(
      "description",
      vocabulary
        .description(owner, name)
        .or(() -> filter(name, declared))
        .orElseGet(() -> gaps.text("the parameter " + owner + "." + name + " has no description"))
    );
    parameter.set("schema", declared);
    parameter.set(
      "example",
      vocabulary
        .example(owner, name)
        .or(() -> fields.example(owner, name))
        .orElseGet(() -> gaps.value("the parameter " + owner + "." + name + " has no example"))
    );
    if (declared.path("type").asString("").equals("array")) {
      parameter.put("style", "form").put("explode", true);
      if (!parameter.path("example").isArray()) {
        JsonNode one = parameter.path("example");
        parameter.putArray("example").add(one);
      }
    }
    return parameter;
  }

  /** {@return what a filter by value means} */
  private static Optional<String> filter(String name, JsonNode schema) {
    return schema.path("type").asString("").equals("array")
      ? Optional.of("Only items whose `" + name + "` is one of these.")
      : Optional.empty();
  }
}
