package io.keyfold.platform.log;

/** A change of the folded state. */
public sealed interface Change {
  /**
   * Sets the object at the key.
   *
   * @param key the key
   * @param value the object; replaces a previous one
   */
  record Put<T>(Key<T> key, T value) implements Change {}

  /**
   * Removes the object at the key.
   *
   * @param key the key
   */
  record Delete(Key<?> key) implements Change {}
}
