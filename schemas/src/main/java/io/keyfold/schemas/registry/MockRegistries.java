package io.keyfold.schemas.registry;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Registries in memory, shared by name within the JVM: whoever is configured with {@code mock://orders} meets the same
 * one. For tests, as with Confluent's client. The one place of static state, because configuration is text and text cannot
 * carry the object.
 */
public final class MockRegistries {

  private static final ConcurrentMap<String, InMemoryRegistry> BY_NAME = new ConcurrentHashMap<>();

  private MockRegistries() {}

  /** {@return the registry of that name, made on first use with FULL_TRANSITIVE} */
  public static InMemoryRegistry named(String name) {
    return BY_NAME.computeIfAbsent(name, key ->
      new InMemoryRegistry("mock://" + key, CompatibilityLevel.FULL_TRANSITIVE)
    );
  }

  /** Forgets the registry of that name; who holds it keeps it. */
  public static void forget(String name) {
    BY_NAME.remove(name);
  }
}
