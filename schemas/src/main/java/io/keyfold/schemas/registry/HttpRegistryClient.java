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

/** The registry's REST API, as Confluent documents it. */
final class HttpRegistryClient implements RegistryClient {

  /** The error codes for no such subject, version or schema. */
  private static final Set<Integer> UNKNOWN = Set.of(40401, 40402, 40403);

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final RegistryTransport transport;

  HttpRegistryClient(RegistryTransport transport) {
    this.transport = transport;
  }

  @Override
  public int register(String subject, Schema schema) {
    HttpResponse<String> answer = transport.send("/subjects/" + encoded(subject) + "/versions", body(schema));
    if (answer.statusCode() == 409 || answer.statusCode() == 422) {
      throw new SchemaRejectedException(subject, message(answer));
    }
    return number(found(answer, subject), "id");
  }

  @Override
  public Schema schemaById(int id) {
    HttpResponse<String> answer = transport.send("/schemas/ids/" + id, null);
    if (isUnknown(answer)) {
      throw new UnknownSchemaIdException(id, transport.shown());
    }
    return schema(found(answer, "schema " + id));
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
    String what = "this schema of " + schema.getFullName() + " under subject " + subject;
    JsonNode answer = found(transport.send("/subjects/" + encoded(subject), body(schema)), what);
    return new RegisteredSchema(subject, number(answer, "version"), number(answer, "id"), schema);
  }

  @Override
  public boolean compatible(String subject, Schema schema) {
    String path = "/compatibility/subjects/" + encoded(subject) + "/versions";
    HttpResponse<String> answer = transport.send(path, body(schema));
    // A new subject: some registries answer true, others that they do not know it.
    return isUnknown(answer) || found(answer, subject).path("is_compatible").asBoolean(false);
  }

  @Override
  public void close() {
    transport.close();
  }

  private RegisteredSchema version(String subject, String version) {
    HttpResponse<String> response = transport.send("/subjects/" + encoded(subject) + "/versions/" + version, null);
    JsonNode answer = found(response, "version " + version + " of subject " + subject);
    return new RegisteredSchema(subject, number(answer, "version"), number(answer, "id"), schema(answer));
  }

  private JsonNode found(HttpResponse<String> answer, String what) {
    if (isUnknown(answer)) {
      throw new UnknownSubjectException(what, transport.shown());
    }
    if (answer.statusCode() != 200) {
      throw unexpected("it answered " + answer.statusCode() + ": " + message(answer), null);
    }
    try {
      return JSON.readTree(answer.body());
    } catch (JacksonException notJson) {
      throw unexpected("its answer is not JSON", notJson);
    }
  }

  private Schema schema(JsonNode answer) {
    String type = answer.path("schemaType").asString("AVRO");
    if (!type.equals("AVRO")) {
      throw unexpected("it holds a schema of type " + type, null);
    }
    try {
      return SchemaTexts.parse(answer.path("schema").asString(""));
    } catch (SchemaParseException notAvro) {
      throw unexpected("its answer holds no Avro schema", notAvro);
    }
  }

  private int number(JsonNode answer, String field) {
    int number = answer.path(field).asInt(0);
    if (number < 1) {
      throw unexpected("its answer has no " + field, null);
    }
    return number;
  }

  private RegistryUnavailableException unexpected(String reason, @Nullable Throwable cause) {
    return new RegistryUnavailableException(transport.shown(), reason, cause);
  }

  /** A proxy's 404 is not the registry's: taken for one, it would set every record aside as unreadable. */
  private static boolean isUnknown(HttpResponse<String> answer) {
    return answer.statusCode() == 404 && UNKNOWN.contains(json(answer).path("error_code").asInt(0));
  }

  private static String message(HttpResponse<String> answer) {
    return json(answer).path("message").asString("no reason given");
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
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
