package io.keyfold.session.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-4")
@net.jqwik.api.Tag("promise-4")
class AutomatonTest {

  @Property(tries = 2000)
  void findsEveryEndOfItsPatternsAndNothingElse(
    @ForAll @Size(min = 1, max = 8) Set<@NotEmpty @StringLength(max = 6) @CharRange(
      from = 'a',
      to = 'c'
    ) String> patterns,
    @ForAll @StringLength(max = 60) @CharRange(from = 'a', to = 'c') String text
  ) {
    Automaton automaton = of(patterns);
    int state = Automaton.START;
    for (int end = 1; end <= text.length(); end++) {
      state = automaton.next(state, text.charAt(end - 1));
      String before = text.substring(0, end);
      List<String> expected = patterns.stream().filter(before::endsWith).toList();
      int found = automaton.found(state);
      if (expected.isEmpty()) {
        assertThat(found).isNegative();
      } else {
        String longest = new String(automaton.pattern(found), StandardCharsets.UTF_8);
        assertThat(expected)
          .contains(longest)
          .allMatch(other -> other.length() <= longest.length());
      }
      int depth = automaton.depth(state);
      assertThat(patterns).anyMatch(pattern -> pattern.startsWith(before.substring(before.length() - depth)));
    }
  }

  @Test
  void patternsCanContainEveryByte() {
    List<byte[]> patterns = new ArrayList<>();
    byte[] all = new byte[256];
    for (int i = 0; i < 256; i++) {
      all[i] = (byte) i;
      patterns.add(new byte[] { (byte) i, (byte) i });
    }
    patterns.add(all);
    Automaton automaton = Automaton.of(patterns);
    int state = Automaton.START;
    for (int i = 0; i < 256; i++) {
      state = automaton.next(state, i);
    }
    assertThat(automaton.pattern(automaton.found(state))).isEqualTo(all);
    assertThat(automaton.found(automaton.next(state, 255))).isEqualTo(255);
  }

  @Test
  void tooManyStatesAreRejectedWithoutQuotingThePatterns() {
    byte[] half = "secret".repeat(Automaton.MAX_STATES / 12).getBytes(StandardCharsets.UTF_8);

    assertThat(Automaton.of(List.of(half)).isEmpty()).isFalse();
    assertThatThrownBy(() -> Automaton.of(List.of(half, half, half)))
      .isInstanceOf(TooManySecretsException.class)
      .hasMessageNotContaining("secret");
  }

  private static Automaton of(Set<String> patterns) {
    return Automaton.of(
      patterns
        .stream()
        .map(pattern -> pattern.getBytes(StandardCharsets.UTF_8))
        .toList()
    );
  }
}
