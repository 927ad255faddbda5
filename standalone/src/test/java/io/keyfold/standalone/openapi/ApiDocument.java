package io.keyfold.standalone.openapi;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.web.ErrorBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of the whole API. */
final class ApiDocument {

  /** The packages with controllers. */
  static final String[] SERVICES = {
    "io.keyfold.deployment",
    "io.keyfold.authconfig",
    "io.keyfold.session",
    "io.keyfold.ledger",
  };

  private final Vocabulary fields = Vocabulary.of("fields");
  private final Vocabulary words = Vocabulary.of("parameters");
  private final Components components = new Components();
  private final Gaps gaps = new Gaps();
  private final ResponseSchemas responseSchemas;
  private final Parameters parameters;
  private final Responses responses;
  private final Operations operations;

  private ApiDocument(Javadoc javadoc) throws IOException {
    this.responseSchemas = new ResponseSchemas(components, javadoc, fields, gaps);
    this.parameters = new Parameters(words, fields, gaps);
    this.responses = new Responses(responseSchemas, javadoc);
    this.operations = new Operations(javadoc, parameters, new RequestSchemas(components, javadoc, gaps), responses);
  }

  /** {@return the document, made from the sources and classes of this build} */
  static ObjectNode generate(Path root) throws IOException {
    Javadoc javadoc = Javadoc.of(
      root,
      "platform",
      "deployment-service",
      "authconfig-service",
      "session-service",
      "ledger-service"
    );
    return new ApiDocument(javadoc).make();
  }

  private ObjectNode make() throws IOException {
    ObjectNode document = frame();
    List<Endpoint> endpoints = Endpoint.operationsIn(SERVICES);
    document.set("tags", tags(endpoints));
    ObjectNode paths = document.putObject("paths");
    byOperation(endpoints).forEach((path, verbs) -> {
      ObjectNode item = paths.putObject(path);
      verbs.forEach((verb, handlers) -> item.set(verb, operations.of(handlers)));
    });
    ObjectNode shared = (ObjectNode) document.path("components");
    errors();
    parameters.shared().forEach(shared.withObjectProperty("parameters")::set);
    responses.shared().forEach(shared.withObjectProperty("responses")::set);
    overlay(document);
    shared
      .path("schemas")
      .properties()
      .forEach(more -> components.put(more.getKey(), (ObjectNode) more.getValue()));
    new Examples(components, fields, gaps).complete();
    ObjectNode schemas = shared.putObject("schemas");
    components.all().forEach(schemas::set);
    List.of(fields, words).forEach(vocabulary ->
      vocabulary.unused().forEach(name -> gaps.text("vocabulary.json describes " + name + ", which nothing is named"))
    );
    gaps.refuse();
    return document;
  }

  private static ObjectNode frame() throws IOException {
    return read("/openapi/frame.json");
  }

  private static ObjectNode read(String resource) throws IOException {
    try (InputStream file = new ClassPathResource(resource).getInputStream()) {
      return (ObjectNode) JsonMapper.shared().readTree(file);
    }
  }

  /** Adds what no code declares: the bodies of MCP. */
  private static void overlay(ObjectNode document) throws IOException {
    merge(document, read("/openapi/overlay.json"));
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    for (Map.Entry<String, JsonNode> entry : from.properties()) {
      boolean replaces = entry.getKey().equals("schema") || into.path(entry.getKey()).has("$ref");
      if (
        !replaces && into.get(entry.getKey()) instanceof ObjectNode inner && entry.getValue() instanceof ObjectNode more
      ) {
        merge(inner, more);
      } else if (into.get(entry.getKey()) instanceof ArrayNode list && entry.getValue() instanceof ArrayNode more) {
        list.addAll(more);
      } else {
        into.set(entry.getKey(), entry.getValue());
      }
    }
  }

  private ArrayNode tags(List<Endpoint> endpoints) {
    Map<String, ObjectNode> tags = new TreeMap<>();
    endpoints.forEach(endpoint -> {
      ObjectNode tag = operations.tag(endpoint.handler().getDeclaringClass());
      tags.put(tag.path("name").stringValue(), tag);
    });
    return JsonMapper.shared().createArrayNode().addAll(tags.values());
  }

  /** Handlers by path and method; the one that answers JSON first. */
  private static Map<String, Map<String, List<Endpoint>>> byOperation(List<Endpoint> endpoints) {
    Map<String, Map<String, List<Endpoint>>> operations = new TreeMap<>();
    endpoints
      .stream()
      .sorted(Comparator.comparing(endpoint -> String.join(",", endpoint.produces())))
      .forEach(endpoint ->
        operations
          .computeIfAbsent(endpoint.path(), path -> new TreeMap<>())
          .computeIfAbsent(endpoint.verb(), verb -> new ArrayList<>())
          .add(endpoint)
      );
    return new LinkedHashMap<>(operations);
  }

  private void errors() {
    responseSchemas.of(ErrorBody.class);
    ObjectNode error = components.get("Error");
    ObjectNode schema = JsonMapper.shared().createObjectNode().put("type", "string");
    StringBuilder text = new StringBuilder("What went wrong. New codes may be added.\n\n");
    ArrayNode codes = schema.putArray("enum");
    for (ErrorCode code : ErrorCode.values()) {
      codes.add(code.wire());
      text.append("* `" + code.wire() + "` (" + code.status() + "): " + responses.meaning(code) + "\n");
    }
    schema.put("description", text.toString().strip());
    schema.putArray("examples").add("not_found");
    components.put("ErrorCode", schema);
    ((ObjectNode) error.path("properties")).set("code", Components.ref("ErrorCode"));
  }
}
