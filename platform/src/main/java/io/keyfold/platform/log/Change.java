package io.keyfold.platform.log;

/** What an event does to the folded state. */
public sealed interface Change {
  /**
   * The object at the key is now this.
   *
   * @param key where
   * @param value what; replaces what was there
   */
  record Put<T>(Key<T> key, T value) implements Change {}

  /**
   * Nothing is at the key any more.
   *
   * @param key where
   */
  record Delete(Key<?> key) implements Change {}
}
