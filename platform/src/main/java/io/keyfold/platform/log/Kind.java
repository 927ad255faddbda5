package io.keyfold.platform.log;

/**
 * A kind of object that folds store.
 *
 * @param name unique within a service, lower case, part of the stored key
 * @param type the stored record; Jackson must be able to read what it wrote
 * @param <T> the record
 */
public record Kind<T>(String name, Class<T> type) {
  /** Rejects a name that could overlap with the next part of a stored key. */
  public Kind {
    if (!name.matches("[a-z_]{1,40}")) {
      throw new IllegalArgumentException("kind must be lower case letters and underscores: " + name);
    }
  }
}
