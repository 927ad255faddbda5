package io.keyfold.session.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-4")
@net.jqwik.api.Tag("promise-4")
class RedactionStreamTest {

  @Provide
  Arbitrary<String> secrets() {
    Arbitrary<String> any = Arbitraries.strings().ofMinLength(6).ofMaxLength(60).excludeChars('\0');
    Arbitrary<String> awkward = Arbitraries.strings()
      .withChars("\"\\/&<>'%+ \n\tnu01aäé日41\u007f#;x")
      .ofMinLength(6)
      .ofMaxLength(30);
    return Arbitraries.oneOf(any, awkward).filter(RedactionStreamTest::isEncodable);
  }

  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> awkward = Arbitraries.strings().withChars("\"\\/&<>'%+ \n\tnu01aäé日41#;x[]{}:").ofMaxLength(300);
    return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(300), awkward).filter(RedactionStreamTest::isEncodable);
  }

  @Property(tries = 5000)
  void theOutputContainsTheSecretInNoForm(
    @ForAll("secrets") String secret,
    @ForAll Disguise form,
    @ForAll("texts") String before,
    @ForAll("texts") String after,
    @ForAll @IntRange(min = 1, max = 500) int chunk
  ) {
    String shown = form.of(secret);

    String clean = run(secret, before + shown + after, chunk);

    for (Disguise each : Disguise.values()) {
      assertThat(clean).doesNotContain(each.of(secret));
    }
    assertThat(clean).contains(RedactionStream.INSTEAD);
    assertThat(clean.length()).isLessThanOrEqualTo(
      before.length() + after.length() + RedactionStream.INSTEAD.length() * 20
    );
  }

  @Property(tries = 3000)
  void aTextWithoutTheSecretIsUnchanged(
    @ForAll @StringLength(min = 12, max = 40) @AlphaChars String secret,
    @ForAll("texts") String text,
    @ForAll @IntRange(min = 1, max = 500) int chunk
  ) {
    // The awkward texts contain no letters except n, u, a and x; other texts do not contain twelve in a row by chance.
    Assume.that(!text.toLowerCase(Locale.ROOT).contains(secret.toLowerCase(Locale.ROOT)));
    Assume.that(secret.chars().anyMatch(c -> "nuax".indexOf(c) < 0));

    assertThat(run(secret, text, chunk)).isEqualTo(text);
  }

  @Property(tries = 2000)
  void theResultIsIndependentOfTheSizeOfTheParts(
    @ForAll("secrets") String secret,
    @ForAll Disguise form,
    @ForAll("texts") String around,
    @ForAll @IntRange(min = 1, max = 100) int chunk
  ) {
    String text = around + form.of(secret) + around + form.of(secret);

    assertThat(run(secret, text, chunk)).isEqualTo(run(secret, text, Integer.MAX_VALUE));
  }

  @Test
  void bytesThatStartNoSecretArePassedOnImmediately() {
    ByteArrayOutputStream clean = new ByteArrayOutputStream();
    RedactionStream stream = new RedactionStream(automaton("s3cr3t-value"), clean::write);
    byte[] text = "x".repeat(100_000).getBytes(StandardCharsets.UTF_8);

    stream.write(text, 0, text.length);

    assertThat(clean.size()).isGreaterThanOrEqualTo(text.length - Escapes.LONGEST);
  }

  @Test
  void aSecretAcrossPartsIsFoundAtEveryPosition() {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder();
    StringBuilder expected = new StringBuilder();
    for (int round = 0; round < 60; round++) {
      for (Disguise form : Disguise.values()) {
        String filler = "y".repeat(random.nextInt(200)) + ".";
        text.append(filler).append(form.of("s3cr\"3t-value"));
        expected.append(filler).append(RedactionStream.INSTEAD);
      }
    }

    assertThat(run("s3cr\"3t-value", text.toString(), Integer.MAX_VALUE)).isEqualTo(expected.toString());
  }

  /** A tenant can have such a credential and a provider that responds like this; other tenants must not be delayed. */
  @Test
  void aTextOfPrefixesTakesLinearTime() {
    for (String unit : List.of("a", "%61", "\\\\", "33", "&#97;", "\n", "%25")) {
      String secret = unit.repeat(12_000 / unit.length());
      String text = unit.repeat(2_000_000 / unit.length()) + "!";

      // Takes a few seconds; quadratic time would take hours.
      assertTimeoutPreemptively(Duration.ofMinutes(5), () -> run(secret, text, Integer.MAX_VALUE));
    }
  }

  private static String run(String secret, String text, int chunk) {
    ByteArrayOutputStream clean = new ByteArrayOutputStream();
    RedactionStream stream = new RedactionStream(automaton(secret), clean::write);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i += chunk) {
      stream.write(bytes, i, Math.min(chunk, bytes.length - i));
      if (chunk == Integer.MAX_VALUE) {
        break;
      }
    }
    stream.end();
    return clean.toString(StandardCharsets.UTF_8);
  }

  private static Automaton automaton(String secret) {
    return Automaton.of(SecretForms.of(List.of(secret), List.of()));
  }

  private static boolean isEncodable(String text) {
    return StandardCharsets.UTF_8.newEncoder().canEncode(text);
  }
}
