package io.keyfold.standalone.registry;

/** The broker did not take an entry. The caller may repeat: registering is idempotent. */
final class RegistryWriteException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  RegistryWriteException(Throwable cause) {
    super("the registry's topic cannot be written", cause);
  }
}
