package io.keyfold.standalone.sandbox.oauth;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that drops its oldest entry when it is full. */
final class BoundedMap<V> extends LinkedHashMap<String, V> {

  private static final long serialVersionUID = 1L;

  private final int limit;

  BoundedMap(int limit) {
    this.limit = limit;
  }

  @Override
  protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
    return size() > limit;
  }
}
