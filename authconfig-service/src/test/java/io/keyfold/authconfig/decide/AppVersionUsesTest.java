package io.keyfold.authconfig.decide;

import static io.keyfold.authconfig.testing.Given.ACME;
import static io.keyfold.authconfig.testing.Given.NOW;
import static io.keyfold.authconfig.testing.GivenApp.APP;
import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.apps.model.AppUses;
import io.keyfold.authconfig.commands.FinishRefresh;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.events.AppVersionUsed;
import io.keyfold.authconfig.testing.GivenGrant;
import io.keyfold.authconfig.testing.GivenSetup;
import io.keyfold.authconfig.versions.VersionUses;
import io.keyfold.schema.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The uses of an app's versions, which may be the platform's: the tenant's state has no such app. */
class AppVersionUsesTest {

  private static final String PAC = "pac_1";

  @Test
  void theFirstUseIsRecordedAndThenOneInFifteenMinutes() {
    Scenario scenario = Scenario.given(GivenGrant.connect(PAC));
    assertThat(uses(scenario).of(1)).as("an import asks no provider").isEmpty();

    assertThat(refresh(scenario, 1, 1, NOW)).isEqualTo(1);
    assertThat(refresh(scenario, 2, 1, NOW.plus(Duration.ofMinutes(14)))).isZero();
    assertThat(refresh(scenario, 3, 1, NOW.plus(Duration.ofMinutes(15)))).isEqualTo(1);
    assertThat(refresh(scenario, 4, 2, NOW.plus(Duration.ofMinutes(16))))
      .as("another version")
      .isEqualTo(1);

    assertThat(uses(scenario).of(1)).contains(new VersionUses.Use(1, NOW, NOW.plus(Duration.ofMinutes(15))));
    assertThat(AppUses.ofAll(scenario.state(), APP)).isEqualTo(uses(scenario));
  }

  @Test
  void aCodeIsAUseAndItsConfirmationIsNot() {
    Scenario scenario = Scenario.given(GivenSetup.create().build(), GivenSetup.claim("a1"));

    List<Event> submitted = scenario.when(GivenSetup.submit("a1", "browser").build());
    List<Event> confirmed = scenario.when(GivenSetup.confirm("a1", "browser"));

    assertThat(submitted).hasAtLeastOneElementOfType(AppVersionUsed.class);
    assertThat(confirmed).doesNotHaveAnyElementsOfTypes(AppVersionUsed.class);
  }

  private static long refresh(Scenario scenario, long version, long appVersion, Instant at) {
    StartRefresh start = GivenGrant.start(PAC, version);
    scenario.when(start);
    FinishRefresh done = FinishRefresh.newBuilder(
      GivenGrant.refreshed(PAC, start.getMeta().getCommandId().toString(), "next")
    )
      .setTokens(GivenGrant.tokens("next").setAppVersion(appVersion).setObtainedAt(at).build())
      .build();
    return scenario.when(done).stream().filter(AppVersionUsed.class::isInstance).count();
  }

  private static VersionUses uses(Scenario scenario) {
    return scenario.state().find(AppUses.key(ACME, APP)).orElseGet(AppUses::none).uses();
  }
}
