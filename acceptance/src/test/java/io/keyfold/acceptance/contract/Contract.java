package io.keyfold.acceptance.contract;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks responses against the OpenAPI document: status, media type, headers, error code and body must be documented
 * for the operation. Unlike clients, it rejects undocumented fields. Thread-safe.
 */
public final class Contract {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String COMPONENTS = "https://keyfold.invalid/openapi.json";

  private static final JsonNode ERROR = JSON.createObjectNode().put("$ref", "#/components/schemas/Error");

  /** Statuses that any path can return before an operation is selected; 403 to a web page of another origin. */
  private static final List<Integer> WITHOUT_OPERATION = List.of(400, 401, 403, 404, 405, 429, 503);

  private final JsonNode document;
  private final Paths paths;
  private final SchemaRegistry registry;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private Contract(JsonNode document) {
    this.document = document;
    this.paths = Paths.of(document);
    ObjectNode closed = (ObjectNode) document.deepCopy();
    closed.path("components").path("schemas").forEach(Contract::close);
    this.registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder ->
      builder.schemas(Map.of(COMPONENTS, closed.toString()))
    );
  }

  /** {@return the contract of this build} */
  public static Contract ofThisBuild() {
    try (InputStream file = Contract.class.getResourceAsStream("/openapi.json")) {
      return new Contract(JSON.readTree(Objects.requireNonNull(file, "no openapi.json in the class path")));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@return the document} */
  public JsonNode document() {
    return document;
  }

  /** {@return the violations of the contract by a response; empty if there are none} */
  public List<String> violations(HttpResponse<String> response) {
    String method = response.request().method().toLowerCase(Locale.ROOT);
    String path = response.request().uri().getRawPath();
    int status = response.statusCode();
    if (method.equals("options") && status == 204) {
      return response.body().isEmpty() ? List.of() : List.of("a response to OPTIONS has a body");
    }
    Optional<JsonNode> operation = paths.find(path).map(item -> item.path(method.equals("head") ? "get" : method));
    if (operation.isEmpty() || operation.get().isMissingNode()) {
      return WITHOUT_OPERATION.contains(status)
        ? body(ERROR, response)
        : List.of(status + " of a method or path that the document does not name");
    }
    JsonNode documented = resolve(operation.get().path("responses").path(Integer.toString(status)));
    if (documented.isMissingNode()) {
      return List.of("the document does not name the status " + status);
    }
    List<String> violations = new ArrayList<>(headers(documented, response));
    if (!method.equals("head")) {
      violations.addAll(content(documented, response));
    }
    return violations;
  }

  private List<String> headers(JsonNode documented, HttpResponse<String> response) {
    List<String> violations = new ArrayList<>();
    documented
      .path("headers")
      .properties()
      .forEach(header -> {
        boolean required = resolve(header.getValue()).path("required").asBoolean(false);
        if (required && response.headers().firstValue(header.getKey()).isEmpty()) {
          violations.add("there is no header " + header.getKey());
        }
      });
    return violations;
  }

  private List<String> content(JsonNode documented, HttpResponse<String> response) {
    JsonNode content = documented.path("content");
    if (content.isEmpty()) {
      return response.body().isEmpty() ? List.of() : List.of("there is a body, and the document names none");
    }
    String type = response.headers().firstValue("Content-Type").orElse("").replaceFirst(";.*", "");
    JsonNode media = content.path(type);
    if (media.isMissingNode()) {
      return List.of("the document does not name the media type " + type);
    }
    if (!type.equals("application/json")) {
      return List.of();
    }
    List<String> violations = body(media.path("schema"), response);
    JsonNode codes = documented.path("x-error-codes");
    JsonNode body = JSON.readTree(response.body());
    boolean named = codes.valueStream().anyMatch(code -> code.equals(body.path("code")));
    return violations.isEmpty() && body.path("object").asString("").equals("error") && !named
      ? List.of("the document does not name the code " + body.path("code"))
      : violations;
  }

  private List<String> body(JsonNode schema, HttpResponse<String> response) {
    Schema compiled = schemas.computeIfAbsent(schema.toString(), text ->
      registry.getSchema(JSON.readTree(text.replace("\"#/", "\"" + COMPONENTS + "#/")))
    );
    return compiled
      .validate(JSON.readTree(response.body()), context ->
        context.executionConfig(config -> config.formatAssertionsEnabled(true))
      )
      .stream()
      .map(error -> error.getInstanceLocation() + ": " + error.getMessage())
      .toList();
  }

  private JsonNode resolve(JsonNode node) {
    String ref = node.path("$ref").asString("");
    return ref.isEmpty() ? node : document.at(ref.substring(1));
  }

  /** Restricts an object to the fields of its schema. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object && object.has("properties") && !object.has("additionalProperties")) {
      object.put("additionalProperties", false);
    }
    schema.forEach(Contract::close);
  }
}
