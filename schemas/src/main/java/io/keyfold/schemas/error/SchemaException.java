package io.keyfold.schemas.error;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A record could not be written or read. Sealed, so that who handles it (dead letters, retries) can tell every case apart.
 * Messages name schemas, subjects and addresses; they never hold a part of a payload.
 */
public abstract sealed class SchemaException
  extends SerializationException
  permits
    NotAvroException,
    RegistryException,
    SchemaIncompatibleException,
    SchemaRejectedException,
    UnknownSchemaIdException,
    UnknownSubjectException
{

  SchemaException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
