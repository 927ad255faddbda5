package io.keyfold.schemas.error;

import org.jspecify.annotations.Nullable;

/**
 * The registry cannot be used. The record may be valid, so a consumer stops and must not move it to the dead letter
 * topic.
 */
public abstract sealed class RegistryException
  extends SchemaException
  permits RegistryAccessException, RegistryUnavailableException
{

  RegistryException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
