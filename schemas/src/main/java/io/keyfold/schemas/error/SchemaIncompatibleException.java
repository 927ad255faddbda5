package io.keyfold.schemas.error;

/**
 * A record of this writer's schema cannot become the type that is wanted: this build knows no class of its name, or the
 * two schemas do not resolve.
 */
public final class SchemaIncompatibleException extends SchemaException {

  /** Names both sides and where they differ. */
  public SchemaIncompatibleException(String message) {
    super(message, null);
  }
}
