package io.keyfold.platform.log;

/** An object that carries the version of the last event that changed it. */
public interface Versioned {
  /** {@return the version of the last event that changed the object; it increases with each event of the object} */
  long version();
}
