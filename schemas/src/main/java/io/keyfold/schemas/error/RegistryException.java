package io.keyfold.schemas.error;

import org.jspecify.annotations.Nullable;

/**
 * The registry does not serve us. Nothing is known against the record: a consumer stops before it and never sets it aside.
 */
public abstract sealed class RegistryException
  extends SchemaException
  permits RegistryAccessException, RegistryUnavailableException
{

  RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
