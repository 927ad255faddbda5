package io.keyfold.session.upstream;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads arbitrary JSON into maps, lists, strings, booleans, and numbers with all their digits. */
final class TreeDeserializer extends StdDeserializer<Object> {

  private static final int USUAL = 10;

  TreeDeserializer() {
    super(Object.class);
  }

  @Override
  public @Nullable Object deserialize(JsonParser json, DeserializationContext context) {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json, context);
      case START_ARRAY -> array(json, context);
      case VALUE_STRING -> json.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(json.getString());
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      case VALUE_EMBEDDED_OBJECT -> json.getEmbeddedObject();
      case null, default -> context.handleUnexpectedToken(Object.class, json);
    };
  }

  /** Use the standard type if it writes the number in its original notation. */
  private static Number number(String text) {
    if (text.length() < USUAL && text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Integer.valueOf(text);
    }
    if (text.length() < USUAL && Double.toString(Double.parseDouble(text)).equals(text)) {
      return Double.valueOf(text);
    }
    return new NumberAsWritten(text);
  }

  private Map<String, @Nullable Object> object(JsonParser json, DeserializationContext context) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    for (String name = json.nextName(); name != null; name = json.nextName()) {
      json.nextToken();
      object.put(name, deserialize(json, context));
    }
    return object;
  }

  private List<@Nullable Object> array(JsonParser json, DeserializationContext context) {
    List<@Nullable Object> array = new ArrayList<>();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      array.add(deserialize(json, context));
    }
    return array;
  }
}
