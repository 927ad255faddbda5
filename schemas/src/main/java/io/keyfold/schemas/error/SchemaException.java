package io.keyfold.schemas.error;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * A record could not be written or read. Sealed, so that handlers (dead letters, retries) can distinguish all cases.
 * Messages contain schemas, subjects and addresses, but never parts of a payload.
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
