package io.keyfold.schemas.error;

/**
 * A record cannot be converted between the writer's and the reader's schema: this build has no class of that name, or
 * the schemas do not resolve.
 */
public final class SchemaIncompatibleException extends SchemaException {

  /** Creates an exception that names both schemas and their difference. */
  public SchemaIncompatibleException(String message) {
    super(message, null);
  }
}
