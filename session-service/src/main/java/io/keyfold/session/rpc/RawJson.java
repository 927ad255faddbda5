package io.keyfold.session.rpc;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A well-formed JSON value in UTF-8, byte for byte as its sender wrote it. Immutable; values within a message share its
 * bytes. Two values are equal if their bytes are.
 */
public final class RawJson {

  /** {@code {}}. */
  public static final RawJson EMPTY_OBJECT = literal("{}");

  /** {@code null}. */
  public static final RawJson NULL = literal("null");

  private final byte[] source;
  private final int from;
  private final int to;

  RawJson(byte[] source, int from, int to) {
    this.source = source;
    this.from = from;
    this.to = to;
  }

  private static RawJson literal(String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new RawJson(bytes, 0, bytes.length);
  }

  /**
   * {@return the value that the bytes are}
   *
   * @param bytes one JSON value, possibly between white space and after a byte order mark; not changed afterwards
   * @throws MalformedJsonException if they are anything else, or nested deeper than {@link RawScanner#MAX_DEPTH}
   */
  public static RawJson parse(byte[] bytes) {
    return RawScanner.value(bytes);
  }

  /** {@return the text as JSON} */
  public static RawJson text(String text) {
    return literal(RawScanner.quoted(text));
  }

  /** {@return the number as JSON} */
  public static RawJson number(long number) {
    return literal(Long.toString(number));
  }

  /** {@return the value as JSON} */
  public static RawJson bool(boolean value) {
    return literal(Boolean.toString(value));
  }

  /** {@return an array of the values} */
  public static RawJson array(List<RawJson> values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write('[');
    for (int i = 0; i < values.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      values.get(i).writeTo(out);
    }
    out.write(']');
    byte[] bytes = out.toByteArray();
    return new RawJson(bytes, 0, bytes.length);
  }

  /** {@return whether it is an object} */
  public boolean isObject() {
    return source[from] == '{';
  }

  /** {@return whether it is an array} */
  public boolean isArray() {
    return source[from] == '[';
  }

  /** {@return whether it is a string} */
  public boolean isString() {
    return source[from] == '"';
  }

  /** {@return whether it is {@code null}} */
  public boolean isNull() {
    return source[from] == 'n';
  }

  /** {@return whether it is a number without fraction and exponent} */
  public boolean isInteger() {
    for (int at = source[from] == '-' ? from + 1 : from; at < to; at++) {
      if (source[at] < '0' || source[at] > '9') {
        return false;
      }
    }
    return true;
  }

  /** {@return whether it is {@code true}} */
  public boolean isTrue() {
    return source[from] == 't';
  }

  /** {@return the decoded text, if it is a string} */
  public Optional<String> string() {
    return isString() ? Optional.of(RawScanner.text(source, from, to)) : Optional.empty();
  }

  /** {@return the number, if it is an integer that fits} */
  public Optional<Long> integer() {
    if (!isInteger() || to - from > 18) {
      return Optional.empty();
    }
    return Optional.of(Long.parseLong(json()));
  }

  /** {@return its members, if it is an object; values are not parsed} */
  public Optional<RawObject> object() {
    return isObject() ? Optional.of(RawScanner.object(this)) : Optional.empty();
  }

  /** {@return its elements, if it is an array; they are not parsed} */
  public List<RawJson> elements() {
    return isArray() ? RawScanner.elements(this) : List.of();
  }

  /** {@return number of bytes} */
  public int size() {
    return to - from;
  }

  /** {@return a copy of the bytes} */
  public byte[] bytes() {
    return Arrays.copyOfRange(source, from, to);
  }

  /** {@return the JSON as text} */
  public String json() {
    return new String(source, from, to - from, StandardCharsets.UTF_8);
  }

  /** {@return the value with bytes of its own, so that it does not retain the message that contains it} */
  public RawJson detached() {
    return to - from == source.length ? this : new RawJson(bytes(), 0, to - from);
  }

  /** Writes the bytes. */
  public void writeTo(ByteArrayOutputStream out) {
    out.write(source, from, to - from);
  }

  byte[] source() {
    return source;
  }

  int from() {
    return from;
  }

  int to() {
    return to;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RawJson json && Arrays.equals(source, from, to, json.source, json.from, json.to);
  }

  @Override
  public int hashCode() {
    int hash = 1;
    for (int at = from; at < to; at++) {
      hash = 31 * hash + source[at];
    }
    return hash;
  }

  /** Omits the content, which may be confidential. */
  @Override
  public String toString() {
    return "RawJson[" + size() + " bytes]";
  }
}
