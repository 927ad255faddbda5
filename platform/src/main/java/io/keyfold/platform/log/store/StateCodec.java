package io.keyfold.platform.log.store;

import io.keyfold.platform.log.Kind;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes stored objects as JSON of their records. A newer release may add a component (absent ones read as null or
 * zero) or remove one (ignored), so a store survives an upgrade. For other changes it is rebuilt from the log.
 * Thread-safe.
 */
final class StateCodec implements Decoding {

  private final JsonMapper mapper = JsonMapper.builder()
    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
    // Immutable maps iterate in a different order per process: equal objects would be stored as different bytes.
    .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
    .build();

  @Override
  public <T> T decode(Kind<T> kind, byte[] bytes) {
    return mapper.readValue(bytes, kind.type());
  }

  byte[] encode(Object value) {
    return mapper.writeValueAsBytes(value);
  }
}
