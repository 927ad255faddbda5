package io.keyfold.session.redaction;

import io.keyfold.session.credentials.Credential;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Removes a credential from the output of a provider, so that users of a session do not learn it from a tool that
 * echoes its headers. Holds the secrets in plaintext; do not keep it longer than the credential. Immutable and
 * thread-safe.
 */
public final class Redactor {

  private final Automaton automaton;
  private final Set<BigDecimal> numbers;

  private Redactor(Automaton automaton, Set<BigDecimal> numbers) {
    this.automaton = automaton;
    this.numbers = numbers;
  }

  /**
   * {@return the redactor of a credential}
   *
   * @param schema JSON Schema of the credential's value; properties with {@code "secret": false} are not redacted.
   *     Null: all are secret
   * @throws TooManySecretsException if the credential is too large to search for
   */
  public static Redactor of(Credential credential, @Nullable String schema) {
    return credential.read(value -> {
      SecretTexts texts = SecretTexts.of(value, schema);
      return new Redactor(Automaton.of(SecretForms.of(texts.secret(), texts.paired())), texts.numbers());
    });
  }

  /** {@return the text with secrets replaced by {@code [redacted]}} */
  public String text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream clean = new ByteArrayOutputStream(bytes.length);
    return run(bytes, clean::write) ? clean.toString(StandardCharsets.UTF_8) : text;
  }

  /** {@return whether the text contains a secret} */
  public boolean finds(String text) {
    return run(text.getBytes(StandardCharsets.UTF_8), (bytes, offset, length) -> {});
  }

  /** {@return a stream that redacts a text arriving in parts} */
  public RedactionStream stream(RedactionStream.Output clean) {
    return new RedactionStream(automaton, clean);
  }

  /**
   * {@return the tree of maps, lists, strings and numbers with secrets replaced by {@code [redacted]}; the same object
   * if there are none}
   *
   * @throws WithheldException if a number or a map key contains a secret
   */
  public @Nullable Object value(@Nullable Object value) {
    return switch (value) {
      case String text -> text(text);
      case Number number -> number(number);
      case List<?> list -> list(list);
      case Map<?, ?> map -> map(map);
      case null, default -> value;
    };
  }

  /** {@return approximate bytes in memory} */
  public int size() {
    return automaton.size();
  }

  /** {@return whether there is nothing to redact} */
  public boolean isEmpty() {
    return automaton.isEmpty();
  }

  private boolean run(byte[] bytes, RedactionStream.Output clean) {
    if (automaton.isEmpty() || bytes.length < SecretForms.SHORTEST) {
      return false;
    }
    RedactionStream stream = stream(clean);
    stream.write(bytes, 0, bytes.length);
    stream.end();
    return stream.found();
  }

  private Number number(Number number) {
    if (!numbers.isEmpty() && SecretTexts.decimal(number.toString()).filter(numbers::contains).isPresent()) {
      throw WithheldException.number();
    }
    return number;
  }

  @SuppressWarnings("ReferenceEquality") // the same object says that nothing was taken out
  private List<?> list(List<?> list) {
    boolean same = true;
    List<@Nullable Object> clean = new ArrayList<>(list.size());
    for (Object item : list) {
      Object cleanItem = value(item);
      same &= cleanItem == item;
      clean.add(cleanItem);
    }
    return same ? list : clean;
  }

  @SuppressWarnings("ReferenceEquality") // as above
  private Map<?, ?> map(Map<?, ?> map) {
    boolean same = true;
    Map<Object, @Nullable Object> clean = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (finds(String.valueOf(entry.getKey()))) {
        throw WithheldException.name();
      }
      Object cleanItem = value(entry.getValue());
      same &= cleanItem == entry.getValue();
      clean.put(entry.getKey(), cleanItem);
    }
    return same ? map : clean;
  }
}
