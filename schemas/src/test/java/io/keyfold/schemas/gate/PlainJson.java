package io.keyfold.schemas.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.io.DecoderFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Converts Avro data to JSON without logical types and union tags, and with bytes in hex. Uses generic Avro only. */
final class PlainJson {

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final JsonNodeFactory NODES = JSON.getNodeFactory();

  private PlainJson() {}

  static JsonNode of(Schema schema, byte[] binary) {
    try {
      var decoder = DecoderFactory.get().binaryDecoder(binary, null);
      JsonNode content = node(new GenericDatumReader<Object>(schema, schema, new GenericData()).read(null, decoder));
      if (!decoder.isEnd()) {
        throw new IllegalArgumentException("unexpected bytes after the record");
      }
      // Parsed from text to equal JSON read from a file, whose numbers have no width.
      return JSON.readTree(content.toString());
    } catch (IOException damaged) {
      throw new UncheckedIOException(damaged);
    }
  }

  /** {@return the fields that both have, with the values of the first} Added and removed fields are ignored. */
  static JsonNode common(JsonNode one, JsonNode other) {
    if (one instanceof ObjectNode object && other instanceof ObjectNode) {
      ObjectNode common = NODES.objectNode();
      object.forEachEntry((name, value) -> {
        if (other.has(name)) {
          common.set(name, common(value, other.get(name)));
        }
      });
      return common;
    }
    if (one instanceof ArrayNode items && other instanceof ArrayNode others && items.size() == others.size()) {
      ArrayNode common = NODES.arrayNode();
      for (int i = 0; i < items.size(); i++) {
        common.add(common(items.get(i), others.get(i)));
      }
      return common;
    }
    return one;
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case IndexedRecord record -> {
        ObjectNode object = NODES.objectNode();
        record
          .getSchema()
          .getFields()
          .forEach(field -> object.set(field.name(), node(record.get(field.pos()))));
        yield object;
      }
      case Map<?, ?> map -> {
        ObjectNode object = NODES.objectNode();
        map.forEach((key, item) -> object.set(key.toString(), node(item)));
        yield object;
      }
      case Collection<?> items -> {
        ArrayNode array = NODES.arrayNode();
        items.forEach(item -> array.add(node(item)));
        yield array;
      }
      case ByteBuffer bytes -> {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        yield NODES.stringNode(HexFormat.of().formatHex(copy));
      }
      case Number number -> JSON.valueToTree(number);
      case Boolean bool -> NODES.booleanNode(bool);
      default -> NODES.stringNode(value.toString());
    };
  }
}
