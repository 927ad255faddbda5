package io.keyfold.ledger.store;

import java.sql.SQLException;
import java.util.List;
import java.util.Locale;

/** A failure of the store. */
public final class StoreException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /** Parts of DuckDB's messages about damaged files; it has no error codes. */
  private static final List<String> DAMAGE = List.of(
    "corrupt",
    "checksum",
    "not a valid duckdb database file",
    "serialization error",
    "internal error",
    "failure while replaying wal"
  );

  private static final List<String> MEMORY = List.of("out of memory error", "failed to offload data block");

  private static final List<String> RANGE = List.of("out of range error");

  private StoreException(String message, SQLException cause) {
    super(message + ": " + cause.getMessage(), cause);
  }

  /** {@return the failure} */
  public static StoreException of(String message, SQLException cause) {
    return new StoreException(message, cause);
  }

  /** {@return whether the file is damaged, so that only a rebuild helps} */
  public boolean isDamage() {
    return says(DAMAGE);
  }

  /** {@return whether the work needs more memory or temporary space than it may use} */
  public boolean isOfMemory() {
    return says(MEMORY);
  }

  /** {@return whether a number has more digits than the database computes with, which is 38} */
  public boolean isOfRange() {
    return says(RANGE);
  }

  private boolean says(List<String> parts) {
    String message = String.valueOf(getMessage()).toLowerCase(Locale.ROOT);
    return parts.stream().anyMatch(message::contains);
  }
}
