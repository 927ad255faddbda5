package io.keyfold.authconfig.decide;

import static io.keyfold.authconfig.testing.GivenSetup.CONFIG;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.commands.CompleteSetupSession;
import io.keyfold.authconfig.commands.SubmitCredential;
import io.keyfold.authconfig.commands.UpdateSetupSession;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.GrantConnected;
import io.keyfold.authconfig.events.SetupCredentialDiscarded;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenSetup;
import io.keyfold.authconfig.testing.SetupCommands;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.Event;
import io.keyfold.schema.SetupBinding;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/**
 * No sequence of commands makes a credential usable before the proof of its session's binding. The commands include all
 * that an attacker could cause: any browser, any attempt, any proof but the right one, and the right ones at wrong times.
 */
@Tag("promise-5")
class SetupBindingPropertyTest {

  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

  private final AuthConfigDecider decider = new AuthConfigDecider();
  private final Fold<Event> fold = AuthConfigFolds.all();

  @Provide
  Arbitrary<List<AuthConfigCommand>> commands() {
    return SetupCommands.any(CHALLENGE);
  }

  @Property(tries = 2000)
  void nothingIsUsableBeforeTheProof(@ForAll("commands") List<AuthConfigCommand> commands, @ForAll SetupBinding mode) {
    MapState state = new MapState();
    apply(state, GivenSetup.verifyUrl(mode == SetupBinding.VERIFY_URL ? "https://acme.example.com/verify" : null));
    apply(
      state,
      GivenSetup.create()
        .setCodeChallenge(mode == SetupBinding.CHALLENGE ? CHALLENGE : null)
        .build()
    );
    Expected expected = new Expected(mode == SetupBinding.UNKNOWN ? SetupBinding.CONFIRM : mode);
    for (AuthConfigCommand command : commands) {
      List<Event> events = apply(state, command);
      boolean usable = events.stream().anyMatch(e -> e instanceof GrantConnected || e instanceof AuthConfigCreated);
      assertThat(usable).as("made usable by %s", command).isEqualTo(expected.after(command, events));
      if (!expected.bound) {
        assertThat(state.find(AuthConfigs.key(Given.ACME, CONFIG))).isEmpty();
        assertThat(state.find(TokenState.key(Given.ACME, CONFIG)).map(TokenState::tokens)).isEmpty();
      }
    }
  }

  private List<Event> apply(MapState state, AuthConfigCommand command) {
    if (decider.decide(command, state) instanceof Decision.Accepted<Event>(List<Event> events)) {
      state.apply(fold, events);
      return events;
    }
    return List.of();
  }

  /** What the test itself knows: which credential is pending, and what would prove its binding. */
  private static final class Expected {

    private final SetupBinding mode;
    private @Nullable SubmitCredential pending;
    private String user = "alice";
    private boolean bound;

    Expected(SetupBinding mode) {
      this.mode = mode;
    }

    /** {@return whether the accepted command has to make the credential usable} */
    boolean after(AuthConfigCommand command, List<Event> events) {
      if (events.isEmpty()) {
        return false;
      }
      if (command instanceof UpdateSetupSession update && update.getUser() != null) {
        user = update.getUser();
      }
      if (command instanceof SubmitCredential submit) {
        pending = submit;
      }
      if (events.stream().anyMatch(SetupCredentialDiscarded.class::isInstance)) {
        pending = null;
      }
      boolean proven = command instanceof CompleteSetupSession proof && proves(proof);
      bound |= proven;
      return proven;
    }

    private boolean proves(CompleteSetupSession proof) {
      SubmitCredential now = pending;
      if (now == null || proof.getBinding() != mode) {
        return false;
      }
      return switch (mode) {
        case CHALLENGE -> CHALLENGE.equals(proof.getCodeChallenge()) &&
          ("handle of " + now.getAttemptId()).equals(proof.getHandleHash());
        case VERIFY_URL -> user.equals(proof.getUser()) &&
          ("handle of " + now.getAttemptId()).equals(proof.getHandleHash());
        case CONFIRM -> now.getAttemptId().equals(proof.getAttemptId()) &&
          now.getBrowserHash().equals(proof.getBrowserHash());
        case UNKNOWN -> false;
      };
    }
  }
}
