package io.keyfold.schemas.registry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * In-memory registries, shared by name within the JVM, for tests with {@code mock://name} as in Confluent's client.
 * Static state is needed because a configuration value is text.
 */
public final class MockRegistries {

  private static final ConcurrentMap<String, InMemoryRegistry> BY_NAME = new ConcurrentHashMap<>();

  private MockRegistries() {}

  /** {@return the registry with a name, created on first use with FULL_TRANSITIVE} */
  public static InMemoryRegistry named(String name) {
    return BY_NAME.computeIfAbsent(name, key ->
      new InMemoryRegistry("mock://" + key, CompatibilityLevel.FULL_TRANSITIVE)
    );
  }

  /** Removes the registry with a name; existing clients keep using it. */
  public static void forget(String name) {
    BY_NAME.remove(name);
  }
}
