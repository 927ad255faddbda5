package com.example.billing;

import org.jspecify.annotations.Nullable;

/** A record is not a total in Confluent's wire format. */
public final class UndecodableTotalException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  UndecodableTotalException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
