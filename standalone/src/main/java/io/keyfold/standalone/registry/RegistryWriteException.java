package io.keyfold.standalone.registry;

/** Thrown when a record cannot be written to the broker. The caller may retry, since registering is idempotent. */
final class RegistryWriteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RegistryWriteException(Throwable cause) {
    super("cannot write to the registry's topic", cause);
  }
}
