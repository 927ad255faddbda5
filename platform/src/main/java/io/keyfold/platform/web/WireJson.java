package io.keyfold.platform.web;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;

/** The API's JSON format: snake_case, UTC times with milliseconds, nulls included, and limited input. */
public final class WireJson {

  /** How deep arrays and objects may be nested in a request. */
  public static final int MAX_DEPTH = 64;

  /** How many characters a text in a request may have. */
  public static final int MAX_STRING = 256 * 1024;

  /** How many characters a number in a request may have. */
  public static final int MAX_NUMBER = 64;

  /** How many characters a field's name in a request may have. */
  public static final int MAX_NAME = 256;

  private WireJson() {}

  /** {@return the API's mapper} */
  public static JsonMapper mapper() {
    SimpleModule module = new SimpleModule("keyfold-wire");
    module.addSerializer(Instant.class, new MillisSerializer());
    module.addDeserializer(PatchField.class, new PatchFieldDeserializer(null));
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints()).build())
      .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
      .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
      .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
      .addModule(module)
      .build();
  }

  private static StreamReadConstraints constraints() {
    return StreamReadConstraints.builder()
      .maxNestingDepth(MAX_DEPTH)
      .maxStringLength(MAX_STRING)
      .maxNumberLength(MAX_NUMBER)
      .maxNameLength(MAX_NAME)
      .build();
  }

  private static final class MillisSerializer extends StdSerializer<Instant> {

    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern(
      "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'"
    ).withZone(ZoneOffset.UTC);

    MillisSerializer() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializationContext context) {
      json.writeString(MILLIS.format(value));
    }
  }
}
