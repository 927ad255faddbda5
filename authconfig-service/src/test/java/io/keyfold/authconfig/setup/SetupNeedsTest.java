package io.keyfold.authconfig.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.authconfig.catalogue.CatalogueProjection;
import io.keyfold.authconfig.catalogue.KnownProvider;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.testing.MapState;
import io.keyfold.schema.SetupSessionType;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SetupNeedsTest {

  private static final KnownProvider WIKI = provider(DeploymentEvents.wiki());
  private static final KnownProvider EXA = provider(DeploymentEvents.exa());

  @ParameterizedTest
  @CsvSource(
    nullValues = "-",
    value = {
      "-, false, false, AUTH_AND_CONFIG, true",
      "auto, false, false, AUTH_AND_CONFIG, true",
      "auto, true, false, CONFIG_ONLY, true",
      "auto, false, true, AUTH_ONLY, false",
      "auto, true, true, AUTH_ONLY, false",
      "auth_only, false, false, AUTH_ONLY, false",
      "auth_and_config, true, true, AUTH_AND_CONFIG, true",
      "config_only, false, true, CONFIG_ONLY, true",
    }
  )
  void aSessionAsksForWhatIsMissing(
    @Nullable String type,
    boolean credential,
    boolean settings,
    SetupSessionType expected,
    boolean asks
  ) {
    assertThat(SetupNeeds.of(type, WIKI, false, new SetupNeeds.Present(credential, settings))).isEqualTo(
      new SetupNeeds(expected, asks)
    );
  }

  @Test
  void aReconnectAsksForTheCredential() {
    assertThat(SetupNeeds.of("auto", WIKI, true, new SetupNeeds.Present(true, false)).type()).isEqualTo(
      SetupSessionType.AUTH_AND_CONFIG
    );
    assertThatThrownBy(() -> SetupNeeds.of("config_only", WIKI, true, new SetupNeeds.Present(true, false))).matches(
      ErrorCode.INVALID_DATA::isCodeOf
    );
  }

  @Test
  void aProviderWithoutSettingsIsNotAskedForThem() {
    SetupNeeds.Present nothing = new SetupNeeds.Present(false, false);
    assertThat(SetupNeeds.of(null, EXA, false, nothing)).isEqualTo(new SetupNeeds(SetupSessionType.AUTH_ONLY, false));
    assertThat(SetupNeeds.of("auth_and_config", EXA, false, nothing).settings()).isFalse();
    assertThatThrownBy(() -> SetupNeeds.of("config_only", EXA, false, nothing)).matches(
      ErrorCode.INVALID_DATA::isCodeOf
    );
  }

  private static KnownProvider provider(ProviderPublished event) {
    MapState state = new MapState();
    state.apply(new CatalogueProjection(), List.of(event));
    return CatalogueProjection.provider(state, Given.ACME, event.getProvider().getId()).orElseThrow();
  }
}
