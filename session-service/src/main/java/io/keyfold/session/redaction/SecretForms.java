package io.keyfold.session.redaction;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The bytes that secrets are looked for as: each as it is, and what it becomes in base64. The rest {@link RedactionStream} reads. */
final class SecretForms {

  /**
   * Shorter forms are left alone, in bytes. They come up by chance: of texts of five digits a number of a million has one in
   * twenty thousand places, and five letters are words. Six random bytes of base64 come up once in 64 billion.
   */
  static final int SHORTEST = 6;

  private static final List<Base64.Encoder> ALPHABETS = List.of(Base64.getEncoder(), Base64.getUrlEncoder());

  private final Set<ByteBuffer> forms = new LinkedHashSet<>();

  private SecretForms() {}

  /**
   * {@return the forms that are long enough}
   *
   * @param secrets texts of any length
   * @param pairs user:password, which is looked for whatever the length of the two
   */
  static Collection<byte[]> of(Collection<String> secrets, Collection<String> pairs) {
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

  /** Alone, and in a longer text after any number of bytes: the characters that depend on nothing before and after it. */
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
        add(java.util.Arrays.copyOfRange(encoded, from, to));
      }
    }
  }

  private void add(byte[] form) {
    if (form.length >= SHORTEST) {
      forms.add(ByteBuffer.wrap(form));
    }
  }
}
