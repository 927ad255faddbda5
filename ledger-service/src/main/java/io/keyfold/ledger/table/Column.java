package io.keyfold.ledger.table;

/**
 * A column of a table.
 *
 * @param name its name in files
 * @param type type of its values
 */
public record Column(String name, Type type) {
  /** Types of values. Each value may be null. */
  public enum Type {
    /** Text that callers or providers chose; a {@code String}. */
    TEXT,
    /** A JSON object; a {@code String}. */
    JSON,
    /** A decimal number; a {@code BigDecimal}. */
    DECIMAL,
    /** A whole number; a {@code Long}. */
    INTEGER,
    /** A time in UTC; an {@code Instant}. */
    TIME,
  }

  /** {@return a column of texts} */
  public static Column text(String name) {
    return new Column(name, Type.TEXT);
  }

  /** {@return a column of JSON objects} */
  public static Column json(String name) {
    return new Column(name, Type.JSON);
  }

  /** {@return a column of decimal numbers} */
  public static Column decimal(String name) {
    return new Column(name, Type.DECIMAL);
  }

  /** {@return a column of whole numbers} */
  public static Column integer(String name) {
    return new Column(name, Type.INTEGER);
  }

  /** {@return a column of times} */
  public static Column time(String name) {
    return new Column(name, Type.TIME);
  }
}
