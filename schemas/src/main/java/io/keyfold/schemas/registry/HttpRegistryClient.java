package io.keyfold.schemas.registry;

import io.keyfold.schemas.error.RegistryUnavailableException;
import io.keyfold.schemas.error.SchemaRejectedException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.error.UnknownSubjectException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client of Confluent's registry REST API. */
final class HttpRegistryClient implements RegistryClient {

  /** Error codes of an unknown subject, version or schema. */
  private static final Set<Integer> UNKNOWN = Set.of(40401, 40402, 40403);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RegistryTransport transport;

  HttpRegistryClient(RegistryTransport transport) {
    this.transport = transport;
  }

  @Override
  public int register(String subject, Schema schema) {
    HttpResponse<String> response = transport.send("/subjects/" + encoded(subject) + "/versions", body(schema));
    if (response.statusCode() == 409 || response.statusCode() == 422) {
      throw new SchemaRejectedException(subject, message(response));
    }
    return number(content(response, subject), "id");
  }

  @Override
  public Schema schemaById(int id) {
    HttpResponse<String> response = transport.send("/schemas/ids/" + id, null);
    if (isUnknown(response)) {
      throw new UnknownSchemaIdException(id, transport.shown());
    }
    return schema(content(response, "schema " + id));
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return version(subject, "latest");
  }

  @Override
  public RegisteredSchema version(String subject, int version) {
    return version(subject, Integer.toString(version));
  }

  @Override
  public RegisteredSchema lookup(String subject, Schema schema) {
    String description = "this schema of " + schema.getFullName() + " under subject " + subject;
    JsonNode content = content(transport.send("/subjects/" + encoded(subject), body(schema)), description);
    return new RegisteredSchema(subject, number(content, "version"), number(content, "id"), schema);
  }

  @Override
  public boolean compatible(String subject, Schema schema) {
    String path = "/compatibility/subjects/" + encoded(subject) + "/versions";
    HttpResponse<String> response = transport.send(path, body(schema));
    // For a new subject, some registries return true and others 404.
    return isUnknown(response) || content(response, subject).path("is_compatible").asBoolean(false);
  }

  @Override
  public void close() {
    transport.close();
  }

  private RegisteredSchema version(String subject, String version) {
    HttpResponse<String> response = transport.send("/subjects/" + encoded(subject) + "/versions/" + version, null);
    JsonNode content = content(response, "version " + version + " of subject " + subject);
    return new RegisteredSchema(subject, number(content, "version"), number(content, "id"), schema(content));
  }

  private JsonNode content(HttpResponse<String> response, String description) {
    if (isUnknown(response)) {
      throw new UnknownSubjectException(description, transport.shown());
    }
    if (response.statusCode() != 200) {
      throw unexpected("it returned " + response.statusCode() + ": " + message(response), null);
    }
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException notJson) {
      throw unexpected("its response is not JSON", notJson);
    }
  }

  private Schema schema(JsonNode content) {
    String type = content.path("schemaType").asString("AVRO");
    if (!type.equals("AVRO")) {
      throw unexpected("it returned a schema of type " + type, null);
    }
    try {
      return SchemaTexts.parse(content.path("schema").asString(""));
    } catch (SchemaParseException notAvro) {
      throw unexpected("its response is not an Avro schema", notAvro);
    }
  }

  private int number(JsonNode content, String field) {
    int number = content.path(field).asInt(0);
    if (number < 1) {
      throw unexpected("its response has no " + field, null);
    }
    return number;
  }

  private RegistryUnavailableException unexpected(String reason, @Nullable Throwable cause) {
    return new RegistryUnavailableException(transport.shown(), reason, cause);
  }

  /**
   * Checks the error code, since a proxy's 404 must not count as an unknown schema, which would make records dead
   * letters.
   */
  private static boolean isUnknown(HttpResponse<String> response) {
    return response.statusCode() == 404 && UNKNOWN.contains(json(response).path("error_code").asInt(0));
  }

  private static String message(HttpResponse<String> response) {
    return json(response).path("message").asString("no reason given");
  }

  private static JsonNode json(HttpResponse<String> response) {
    try {
      return JSON.readTree(response.body());
    } catch (JacksonException notJson) {
      return JSON.missingNode();
    }
  }

  private static String body(Schema schema) {
    return JSON.createObjectNode().put("schema", schema.toString()).toString();
  }

  private static String encoded(String segment) {
    return URLEncoder.encode(segment, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
