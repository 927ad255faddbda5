package io.keyfold.session.upstream;

/**
 * A number as it stands in a provider's JSON. It is passed on without being computed: no digit is lost, and one of a million digits costs
 * no more than a text of that length.
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

  /** {@return the number, as it was written} */
  @Override
  public String toString() {
    return text;
  }
}
