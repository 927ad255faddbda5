package io.keyfold.platform.log.store;

import io.keyfold.platform.log.Kind;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The form of stored objects: JSON of their records. A newer release may add a component (absent reads as null or zero) or
 * drop one (ignored), so a store written before an upgrade is read after it; beyond that a store is rebuilt from the log.
 * Thread-safe.
 */
final class StateCodec implements Decoding {

  private final JsonMapper mapper = JsonMapper.builder()
    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
    // The order of an immutable map differs from process to process: equal objects would be stored as different bytes.
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
