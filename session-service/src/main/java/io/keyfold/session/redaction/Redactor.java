package io.keyfold.session.redaction;

import io.keyfold.session.credentials.Credential;
import io.keyfold.session.rpc.RawJson;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
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
    return run(bytes, 0, bytes.length, clean::write) ? clean.toString(StandardCharsets.UTF_8) : text;
  }

  /** {@return whether the text contains a secret} */
  public boolean finds(String text) {
    byte[] whole = text.getBytes(StandardCharsets.UTF_8);
    return run(whole, 0, whole.length, (bytes, offset, length) -> {});
  }

  /** {@return a stream that redacts a text arriving in parts} */
  public RedactionStream stream(RedactionStream.Output clean) {
    return new RedactionStream(automaton, clean);
  }

  /**
   * {@return the JSON with secrets in its strings replaced by {@code [redacted]}; the same object if there are none}
   *
   * @throws WithheldException if a number or a name contains a secret
   */
  public RawJson json(RawJson json) {
    return automaton.isEmpty() && numbers.isEmpty() ? json : JsonRedaction.of(this, numbers, json);
  }

  /** {@return approximate bytes in memory} */
  public int size() {
    return automaton.size();
  }

  /** Redacts a part of the bytes. {@return whether a secret was found} */
  boolean run(byte[] bytes, int offset, int length, RedactionStream.Output clean) {
    if (automaton.isEmpty() || length < SecretForms.SHORTEST) {
      return false;
    }
    RedactionStream stream = stream(clean);
    stream.write(bytes, offset, length);
    stream.end();
    return stream.found();
  }
}
