package io.keyfold.ledger.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Names and content of the archive's files. Pure. */
final class ArchiveFormat {

  /** Version of the format. A release reads no newer one. */
  static final int VERSION = 1;

  static final String PLANS = "plans";
  static final String MANIFESTS = "manifests";

  private static final String SAFE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";
  private static final String JSON = ".json";
  private static final JsonMapper MAPPER = JsonMapper.builder()
    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
    .enable(SerializationFeature.INDENT_OUTPUT)
    .build();

  private ArchiveFormat() {}

  static String name(int step) {
    return String.format(Locale.ROOT, "%08d", step) + JSON;
  }

  static int step(String name) {
    return Integer.parseInt(name.substring(0, name.length() - JSON.length()));
  }

  /** {@return the path of a file of rows} Folders are named as Hive partitions are. */
  static String path(int step, Slice slice) {
    return String.format(
      Locale.ROOT,
      "%s/tenant=%s/date=%s/%08d-%02d.parquet",
      slice.dataset().folder(),
      escaped(slice.tenantId()),
      slice.date(),
      step,
      slice.part()
    );
  }

  /** Ids are letters, digits and underscores. Anything else is escaped as in URLs, so no id can leave its folder. */
  private static String escaped(String id) {
    StringBuilder text = new StringBuilder();
    for (byte octet : id.getBytes(StandardCharsets.UTF_8)) {
      if (SAFE.indexOf(octet) >= 0) {
        text.append((char) octet);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", octet));
      }
    }
    return text.toString();
  }

  static byte[] json(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** {@return the value} Fields that a newer release added are ignored. */
  static <T> T parse(String name, byte[] json, Class<T> type) throws IOException {
    try {
      JsonNode tree = MAPPER.readTree(json);
      if (tree.path("format").asInt() != VERSION) {
        throw new IOException(name + " has a format that this release does not know");
      }
      return MAPPER.treeToValue(tree, type);
    } catch (JacksonException e) {
      throw new IOException(name + " is not readable", e);
    }
  }
}
