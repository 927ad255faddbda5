package io.keyfold.authconfig.testing;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random sequences of commands about one setup session, by a victim and an attacker. */
public final class SetupCommands {

  private SetupCommands() {}

  /**
   * {@return sequences of commands after the session's creation}
   *
   * @param challenge the right challenge
   */
  public static Arbitrary<List<AuthConfigCommand>> any(String challenge) {
    Arbitrary<String> attempt = Arbitraries.of("a1", "a2", "a3");
    Arbitrary<String> browser = Arbitraries.of("victim", "attacker");
    Arbitrary<AuthConfigCommand> any = Arbitraries.oneOf(
      attempt.map(GivenSetup::claim),
      Combinators.combine(attempt, browser).as((a, b) -> GivenSetup.submit(a, b).build()),
      Combinators.combine(attempt, browser).as((a, b) -> GivenSetup.typed(a, b, 1)),
      Combinators.combine(attempt, browser).as(GivenSetup::confirm),
      Combinators.combine(attempt, Arbitraries.of(challenge, "wrong")).as(GivenSetup::complete),
      Combinators.combine(attempt, Arbitraries.of("alice", "bob").injectNull(0.2)).as(GivenSetup::verify),
      Combinators.combine(attempt, browser).as(GivenSetup::discard),
      Arbitraries.of("alice", "bob").map(GivenSetup::user),
      Arbitraries.frequency(Tuple.of(9, Given.NOW), Tuple.of(1, GivenSetup.EXPIRY)).map(GivenSetup::expire)
    );
    return any.list().ofMinSize(1).ofMaxSize(30);
  }
}
