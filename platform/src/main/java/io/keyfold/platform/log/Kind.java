package io.keyfold.platform.log;

/**
 * A kind of object that folds keep.
 *
 * @param name unique within a service, lower case, part of the stored key
 * @param type the record that is stored; Jackson must read back what it wrote
 * @param <T> the record
 */
public record Kind<T>(String name, Class<T> type) {
  /** Refuses a name that could run into the next part of a stored key. */
  public Kind {
    if (!name.matches("[a-z_]{1,40}")) {
      throw new IllegalArgumentException("kind must be lower case letters and underscores: " + name);
    }
  }
}
