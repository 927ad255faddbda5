package io.keyfold.session.upstream;

/**
 * A number in its original notation. It is passed on without conversion: no digit is lost, and a number of a million
 * digits costs no more than a text of that length.
 */
final class NumberAsWritten extends Number {

  private static final long serialVersionUID = 1L;

  private final String text;

  NumberAsWritten(String text) {
    this.text = text;
  }

  @Override
  public int intValue() {
    return (int) doubleValue();
  }

  @Override
  public long longValue() {
    return (long) doubleValue();
  }

  @Override
  public float floatValue() {
    return (float) doubleValue();
  }

  @Override
  public double doubleValue() {
    return Double.parseDouble(text);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumberAsWritten number && number.text.equals(text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** {@return the number in its original notation} */
  @Override
  public String toString() {
    return text;
  }
}
