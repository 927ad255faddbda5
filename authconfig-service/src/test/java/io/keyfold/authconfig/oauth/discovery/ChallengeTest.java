package io.keyfold.authconfig.oauth.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class ChallengeTest {

  @Test
  void aBearerChallenge() {
    Challenge challenge = Challenge.bearer(
      List.of(
        "Bearer resource_metadata=\"https://mcp.example/.well-known/x\", scope=\"read  write\",error=invalid_token"
      )
    ).orElseThrow();
    assertThat(challenge.parameter("resource_metadata")).contains("https://mcp.example/.well-known/x");
    assertThat(challenge.scopes()).containsExactly("read", "write");
    assertThat(challenge.parameter("error")).contains("invalid_token");
  }

  @Test
  void severalChallengesInOneHeaderAndInSeveral() {
    List<Challenge> challenges = Challenge.parse(
      List.of("Basic realm=\"a, Bearer x=\\\"y\\\"\", Negotiate abc123==, BEARER Scope=\"s\"", "DPoP algs=\"ES256\"")
    );
    assertThat(challenges).containsExactly(
      new Challenge("basic", Map.of("realm", "a, Bearer x=\"y\"")),
      new Challenge("negotiate", Map.of()),
      new Challenge("bearer", Map.of("scope", "s")),
      new Challenge("dpop", Map.of("algs", "ES256"))
    );
  }

  @Test
  void aSchemeAlone() {
    assertThat(Challenge.bearer(List.of("Bearer")).orElseThrow().scopes()).isEmpty();
    assertThat(Challenge.bearer(List.of("Basic realm=x"))).isEmpty();
    assertThat(Challenge.bearer(List.of())).isEmpty();
  }

  @Test
  void malformedAndHugeValuesEndQuickly() {
    assertThat(Challenge.parse(List.of("Bearer scope=\"unclosed"))).containsExactly(new Challenge("bearer", Map.of()));
    assertThat(Challenge.parse(List.of("Bearer " + "a=".repeat(1_000_000)))).isEmpty();
    assertThat(Challenge.parse(List.of("Bearer a=\"" + "\\\\".repeat(4_000)))).hasSize(1);
  }

  @Property(tries = 500)
  void anyTextIsRead(
    @ForAll @Chars({ '"', ',', '=', ' ', '\\' }) @CharRange(from = 'a', to = 'c') @StringLength(max = 200) String text
  ) {
    assertThatCode(() -> Challenge.parse(List.of(text))).doesNotThrowAnyException();
  }
}
