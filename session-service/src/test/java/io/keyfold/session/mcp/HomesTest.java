package io.keyfold.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.testing.Fixtures;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HomesTest {

  private static final String HERE = "http://10.0.0.1:8080";
  private static final RawObject ROOTS = RawObject.EMPTY.with("roots", RawObject.EMPTY);

  private static final DerivedSecrets SECRETS = TestVaults.keyset();

  private final Homes here = homes(HERE, Clock.systemUTC());
  private final Homes there = homes("http://10.0.0.2:8080", Clock.systemUTC());

  @Test
  void anotherInstanceFindsTheHome() {
    String connection = here.open(caller("ses_1"), "scn_1", ROOTS);

    assertThat(there.elsewhere(caller("ses_1"), connection)).hasValue(HERE);
    assertThat(here.elsewhere(caller("ses_1"), connection)).isEmpty();
    assertThat(ConnectionId.capabilities(connection).json()).isEqualTo(ROOTS.json());
  }

  @Test
  @Tag("promise-5")
  void aClientCannotChooseTheHome() {
    String connection = here.open(caller("ses_1"), "scn_1", ROOTS);

    assertThat(there.elsewhere(caller("ses_2"), connection)).isEmpty();
    for (String forged : new String[] { "scn_1", "scn_1..", "scn_1..aHR0cDovLzEwLjAuMC4x", "scn_1...", "..x", "" }) {
      assertThat(there.elsewhere(caller("ses_1"), forged)).isEmpty();
    }
    assertThat(there.elsewhere(caller("ses_1"), null)).isEmpty();
  }

  @Test
  void anOldConnectionHasNoHome() {
    String connection = here.open(caller("ses_1"), "scn_1", RawObject.EMPTY);
    Homes later = homes("http://10.0.0.2:8080", Clock.offset(Clock.systemUTC(), Duration.ofDays(8)));

    assertThat(later.elsewhere(caller("ses_1"), connection)).isEmpty();
  }

  @Test
  void veryLargeCapabilitiesAreLeftOutAndTheHomeIsKept() {
    RawObject large = RawObject.EMPTY.with("experimental", RawJson.text("x".repeat(5_000)));
    String connection = here.open(caller("ses_1"), "scn_1", large);

    assertThat(connection.getBytes(StandardCharsets.US_ASCII).length).isLessThan(4_096);
    assertThat(ConnectionId.capabilities(connection).members()).isEmpty();
    assertThat(there.elsewhere(caller("ses_1"), connection)).hasValue(HERE);
  }

  private static McpCaller caller(String session) {
    return Callers.caller(Fixtures.TENANT, session, "apk_1");
  }

  private static Homes homes(String url, Clock clock) {
    return new Homes(SECRETS, () -> url, clock);
  }
}
