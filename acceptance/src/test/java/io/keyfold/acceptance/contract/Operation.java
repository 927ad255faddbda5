package io.keyfold.acceptance.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * An operation of the OpenAPI document.
 *
 * @param method HTTP method in upper case
 * @param path path with its variables
 * @param document the whole document
 * @param json the operation object
 */
public record Operation(String method, String path, JsonNode document, JsonNode json) {
  /** {@return all operations of a document} */
  public static List<Operation> of(JsonNode document) {
    return document
      .path("paths")
      .properties()
      .stream()
      .flatMap(path ->
        path
          .getValue()
          .properties()
          .stream()
          .map(method ->
            new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), document, method.getValue())
          )
      )
      .toList();
  }

  /** {@return the operation id} */
  public String id() {
    return json.path("operationId").asString("");
  }

  /** {@return the parameters in the place: path, query or header} */
  public List<JsonNode> parameters(String place) {
    return json
      .path("parameters")
      .valueStream()
      .map(this::resolve)
      .filter(parameter -> parameter.path("in").asString("").equals(place))
      .toList();
  }

  /** {@return the first example of its request body, if it has one} */
  public Optional<JsonNode> body() {
    return Stream.of(bodySchema().path("examples").path(0))
      .filter(example -> !example.isMissingNode())
      .findFirst();
  }

  /** {@return the schema of its request body; missing if it has none} */
  public JsonNode bodySchema() {
    return resolve(json.path("requestBody").path("content").path("application/json").path("schema"));
  }

  /** {@return whether the status is documented for it} */
  public boolean answers(int status) {
    return json.path("responses").has(Integer.toString(status));
  }

  /** {@return the scope that it requires, if it requires a key} */
  public Optional<String> scope() {
    return Optional.ofNullable(json.get("x-required-scope")).map(JsonNode::stringValue);
  }

  /** {@return what a reference of the document refers to; anything else as it is} */
  public JsonNode resolve(JsonNode node) {
    String ref = node.path("$ref").asString("");
    return ref.isEmpty() ? node : document.at(ref.substring(1));
  }

  /** {@return its id} */
  @Override
  public String toString() {
    return id();
  }
}
