package io.keyfold.deployment.definition;

import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Provides the JSON Schemas of an auth method: as defined, or derived from its type and injections. */
final class MethodSchemas {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_SECRET = 16_384;

  private MethodSchemas() {}

  static JsonNode input(MethodDefinition method) {
    JsonNode written = method.inputSchema();
    if (written != null && !written.isNull()) {
      return written;
    }
    return method.type().equals("oauth") ? oauthApp() : properties(injections(method));
  }

  static @Nullable JsonNode output(MethodDefinition method) {
    JsonNode written = method.outputSchema();
    if (written != null && !written.isNull()) {
      return written;
    }
    return method.type().equals("oauth") ? oauthTokens() : null;
  }

  static List<MethodDefinition.Injection> injections(MethodDefinition method) {
    if (method.injections() != null) {
      return method.injections();
    }
    return method.type().equals("oauth")
      ? List.of(new MethodDefinition.Injection("bearer", null, "access_token", null))
      : List.of();
  }

  private static JsonNode properties(List<MethodDefinition.Injection> injections) {
    ObjectNode schema = object();
    ArrayNode required = JSON.createArrayNode();
    for (String property : new TreeSet<>(injections.stream().map(MethodDefinition.Injection::property).toList())) {
      schema.withObjectProperty("properties").set(property, text());
      required.add(property);
    }
    schema.set("required", required);
    return schema.put("additionalProperties", false);
  }

  /** The customer's own OAuth app, as issued by the vendor. */
  private static JsonNode oauthApp() {
    ObjectNode schema = object();
    ObjectNode properties = schema.withObjectProperty("properties");
    properties.set("client_id", open(text()));
    properties.set("client_secret", text());
    properties.set("scopes", open(JSON.createObjectNode().put("type", "array").set("items", text())));
    schema.set("required", JSON.createArrayNode().add("client_id").add("client_secret"));
    return schema.put("additionalProperties", false);
  }

  private static JsonNode oauthTokens() {
    ObjectNode schema = object();
    ObjectNode properties = schema.withObjectProperty("properties");
    properties.set("access_token", text());
    properties.set("refresh_token", text());
    properties.set("token_type", open(text()));
    properties.set("expires_at", open(JSON.createObjectNode().put("type", "string").put("format", "date-time")));
    properties.set("scope", open(text()));
    schema.set("required", JSON.createArrayNode().add("access_token"));
    return schema.put("additionalProperties", false);
  }

  private static ObjectNode object() {
    ObjectNode schema = JSON.createObjectNode().put("type", "object");
    schema.putObject("properties");
    return schema;
  }

  /** Not secret: the value is not redacted in provider responses. */
  private static ObjectNode open(ObjectNode schema) {
    return schema.put(SubmittedSchema.SECRET, false);
  }

  private static ObjectNode text() {
    return JSON.createObjectNode().put("type", "string").put("minLength", 1).put("maxLength", MAX_SECRET);
  }
}
