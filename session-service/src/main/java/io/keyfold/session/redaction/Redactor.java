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
 * Takes a credential out of what a provider says: a session's users must not learn it from a tool that shows its headers. Holds
 * the secrets in plain text; keep it no longer than the credential. Immutable and thread-safe.
 */
public final class Redactor {

  private final Automaton automaton;
  private final Set<BigDecimal> numbers;

  private Redactor(Automaton automaton, Set<BigDecimal> numbers) {
    this.automaton = automaton;
    this.numbers = numbers;
  }

  /**
   * {@return what takes the credential out}
   *
   * @param schema JSON Schema of the credential's value: a property with {@code "secret": false} in it is left alone. Null: all are secret
   * @throws TooManySecretsException if the credential is larger than can be looked for
   */
  public static Redactor of(Credential credential, @Nullable String schema) {
    return credential.read(value -> {
      SecretTexts texts = SecretTexts.of(value, schema);
      return new Redactor(Automaton.of(SecretForms.of(texts.secret(), texts.paired())), texts.numbers());
    });
  }

  /** {@return the text, with {@code [redacted]} in the place of secrets} */
  public String text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream clean = new ByteArrayOutputStream(bytes.length);
    return run(bytes, clean::write) ? clean.toString(StandardCharsets.UTF_8) : text;
  }

  /** {@return whether a secret is in the text} */
  public boolean finds(String text) {
    return run(text.getBytes(StandardCharsets.UTF_8), (bytes, offset, length) -> {});
  }

  /** {@return what cleans a text that arrives in parts} */
  public RedactionStream stream(RedactionStream.Output clean) {
    return new RedactionStream(automaton, clean);
  }

  /**
   * {@return a tree of maps, lists, texts and numbers with {@code [redacted]} in the place of secrets; the same object if there are none}
   *
   * @throws WithheldException if a secret is a number in it or in the key of a map
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

  /** {@return about how many bytes it takes} */
  public int size() {
    return automaton.size();
  }

  /** {@return whether there is nothing to take out} */
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
