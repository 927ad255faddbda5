package io.keyfold.session.redaction;

import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawScanner;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

/**
 * Removes secrets from the strings of a JSON text and keeps all of its other bytes. A name or number that contains a
 * secret cannot be changed, so the text is withheld. Not thread-safe.
 */
final class JsonRedaction implements RawScanner.Tokens {

  private final Redactor redactor;
  private final Set<BigDecimal> numbers;
  private final byte[] source;
  private final ByteArrayOutputStream clean;
  private int written;

  private JsonRedaction(Redactor redactor, Set<BigDecimal> numbers, byte[] source) {
    this.redactor = redactor;
    this.numbers = numbers;
    this.source = source;
    this.clean = new ByteArrayOutputStream(source.length);
  }

  static RawJson of(Redactor redactor, Set<BigDecimal> numbers, RawJson json) {
    byte[] source = json.bytes();
    JsonRedaction redaction = new JsonRedaction(redactor, numbers, source);
    RawScanner.visit(json, redaction);
    if (redaction.written == 0) {
      return json;
    }
    redaction.clean.write(source, redaction.written, source.length - redaction.written);
    return RawJson.parse(redaction.clean.toByteArray());
  }

  @Override
  public void string(int from, int to) {
    ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
    if (isPlain(from, to)) {
      if (redactor.run(source, from + 1, to - from - 2, text::write)) {
        replace(from + 1, to - 1, text);
      }
      return;
    }
    // The escapes that are searched for are those of the text, within the escapes of JSON.
    byte[] bytes = decoded(from, to).getBytes(StandardCharsets.UTF_8);
    if (redactor.run(bytes, 0, bytes.length, text::write)) {
      RawJson.text(text.toString(StandardCharsets.UTF_8)).writeTo(clean(from));
      written = to;
    }
  }

  private String decoded(int from, int to) {
    return RawJson.parse(Arrays.copyOfRange(source, from, to))
      .string()
      .orElseThrow();
  }

  private boolean isPlain(int from, int to) {
    for (int at = from; at < to; at++) {
      if (source[at] == '\\') {
        return false;
      }
    }
    return true;
  }

  private void replace(int from, int to, ByteArrayOutputStream text) {
    clean(from).writeBytes(text.toByteArray());
    written = to;
  }

  /** {@return the output, after everything before the position} */
  private ByteArrayOutputStream clean(int before) {
    clean.write(source, written, before - written);
    return clean;
  }

  @Override
  public void name(int from, int to) {
    if (redactor.finds(decoded(from, to))) {
      throw WithheldException.name();
    }
  }

  @Override
  public void number(int from, int to) {
    if (numbers.isEmpty()) {
      return;
    }
    String text = new String(source, from, to - from, StandardCharsets.US_ASCII);
    if (SecretTexts.decimal(text).filter(numbers::contains).isPresent()) {
      throw WithheldException.number();
    }
  }
}
