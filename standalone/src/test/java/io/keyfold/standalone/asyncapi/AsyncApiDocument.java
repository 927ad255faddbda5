package io.keyfold.standalone.asyncapi;

import io.keyfold.schemas.registry.SchemaTexts;
import io.keyfold.schemas.topic.TopicTypes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Builds the AsyncAPI 3.0 document of the public topics from their declarations and Avro schemas. */
final class AsyncApiDocument {

  private static final String AVRO = "application/vnd.apache.avro+json;version=1.9.0";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Object> channels = new LinkedHashMap<>();
  private final Map<String, Object> operations = new LinkedHashMap<>();
  private final Map<String, Object> messages = new LinkedHashMap<>();

  private AsyncApiDocument() {
    PublicTopic.all().forEach(this::add);
  }

  /** {@return the document as YAML} */
  static String yaml(String header) {
    YAMLMapper yaml = YAMLMapper.builder()
      .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
      .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
      .disable(YAMLWriteFeature.SPLIT_LINES)
      .build();
    return header + yaml.writeValueAsString(new AsyncApiDocument().document());
  }

  private Map<String, Object> document() {
    return map(
      "asyncapi",
      "3.0.0",
      "info",
      map(
        "title",
        "Keyfold topics",
        "version",
        "0.1.0",
        "description",
        "The public Kafka topics of a Keyfold installation. Values are in Confluent wire format (magic byte 0, 4-byte schema id, Avro binary).",
        "license",
        map("name", "Apache-2.0", "url", "https://www.apache.org/licenses/LICENSE-2.0")
      ),
      "defaultContentType",
      "application/avro",
      "channels",
      channels,
      "operations",
      operations,
      "components",
      map("messages", messages, "messageTraits", map("cloudEvent", cloudEvent()))
    );
  }

  private void add(PublicTopic topic) {
    Map<String, Object> references = new LinkedHashMap<>();
    List<Object> received = new ArrayList<>();
    for (Class<? extends SpecificRecord> type : TopicTypes.of(topic.spec().name())) {
      Schema schema = SpecificData.get().getSchema(type);
      messages.putIfAbsent(schema.getName(), message(schema));
      references.put(schema.getName(), ref("#/components/messages/" + schema.getName()));
      received.add(ref("#/channels/" + topic.id() + "/messages/" + schema.getName()));
    }
    channels.put(
      topic.id(),
      map(
        "address",
        topic.spec().name(),
        "description",
        topic.description() + " Record key: " + topic.key() + ". " + topic.retention(),
        "messages",
        references,
        "bindings",
        map(
          "kafka",
          map(
            "topic",
            topic.spec().name(),
            "topicConfiguration",
            map("cleanup.policy", List.of(topic.cleanupPolicy())),
            "bindingVersion",
            "0.5.0"
          )
        )
      )
    );
    operations.put(
      "read-" + topic.id(),
      map(
        "action",
        "send",
        "summary",
        "Keyfold publishes to " + topic.spec().name(),
        "channel",
        ref("#/channels/" + topic.id()),
        "messages",
        received
      )
    );
  }

  private static Map<String, Object> message(Schema schema) {
    String text = SchemaTexts.published(schema).toString();
    return map(
      "name",
      schema.getFullName(),
      "title",
      schema.getName(),
      "summary",
      schema.getDoc(),
      "contentType",
      "application/avro",
      "traits",
      List.of(ref("#/components/messageTraits/cloudEvent")),
      "payload",
      map("schemaFormat", AVRO, "schema", JSON.readValue(text, Object.class))
    );
  }

  /** The attributes of CloudEvents' Kafka protocol binding, binary mode. */
  private static Map<String, Object> cloudEvent() {
    Map<String, Object> headers = new LinkedHashMap<>();
    headers.put("ce_specversion", header("The CloudEvents version, 1.0"));
    headers.put("ce_id", header("Unique id of the event"));
    headers.put("ce_type", header("Full name of the Avro type"));
    headers.put("ce_source", header("The service that wrote the record"));
    headers.put("ce_subject", header("Id of the object"));
    headers.put("ce_time", header("When the record was written, RFC 3339"));
    headers.put("traceparent", header("W3C trace context of the request that caused the record"));
    return map("headers", map("type", "object", "properties", headers));
  }

  private static Map<String, Object> header(String description) {
    return map("type", "string", "description", description);
  }

  private static Map<String, Object> ref(String target) {
    return map("$ref", target);
  }

  private static Map<String, Object> map(Object... entries) {
    Map<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(String.valueOf(entries[i]), entries[i + 1]);
    }
    return map;
  }
}
