package io.keyfold.session.redaction;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The byte patterns to search for: each secret literally and in base64. {@link RedactionStream} reads all other forms.
 */
final class SecretForms {

  /**
   * Minimum length of a pattern in bytes. Shorter ones occur by chance: five given digits once in 100,000 positions of
   * a text of digits, and many words have five letters. Six given base64 characters occur once in 69 billion positions.
   */
  static final int SHORTEST = 6;

  private static final List<Base64.Encoder> ALPHABETS = List.of(Base64.getEncoder(), Base64.getUrlEncoder());

  private final Set<ByteBuffer> forms = new LinkedHashSet<>();

  private SecretForms() {}

  /**
   * {@return the patterns of sufficient length}
   *
   * @param secrets texts of any length
   * @param pairs user:password pairs, searched for regardless of the length of each part
   * @throws TooManySecretsException if there are certainly more than an {@link Automaton} can hold
   */
  static Collection<byte[]> of(Collection<String> secrets, Collection<String> pairs) {
    long most = secrets.stream().mapToLong(String::length).sum();
    if (most > Automaton.MAX_STATES) {
      throw new TooManySecretsException(most);
    }
    SecretForms forms = new SecretForms();
    for (String text : secrets) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (bytes.length >= SHORTEST) {
        forms.add(bytes);
        forms.base64(bytes);
      }
    }
    for (String pair : pairs) {
      byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
      forms.add(bytes);
      forms.base64(bytes);
    }
    return forms.forms.stream().map(ByteBuffer::array).toList();
  }

  /** Encodes alone and at each alignment within a longer text: the characters that do not depend on adjacent bytes. */
  private void base64(byte[] bytes) {
    for (Base64.Encoder alphabet : ALPHABETS) {
      add(alphabet.encode(bytes));
      add(alphabet.withoutPadding().encode(bytes));
      for (int before = 0; before < 3; before++) {
        byte[] shifted = new byte[before + bytes.length];
        System.arraycopy(bytes, 0, shifted, before, bytes.length);
        byte[] encoded = alphabet.withoutPadding().encode(shifted);
        int from = (before * 8 + 5) / 6;
        int to = (shifted.length * 8) / 6;
        add(Arrays.copyOfRange(encoded, from, to));
      }
    }
  }

  private void add(byte[] form) {
    if (form.length >= SHORTEST) {
      forms.add(ByteBuffer.wrap(form));
    }
  }
}
