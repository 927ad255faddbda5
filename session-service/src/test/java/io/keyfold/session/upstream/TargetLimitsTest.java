package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.session.catalogue.CallLimits;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class TargetLimitsTest {

  private static final UpstreamCaps CAPS = new UpstreamCaps(Duration.ofSeconds(100), Duration.ofMinutes(20), 300);

  @Test
  void withoutLimitsTheOperatorsSettingsApply() {
    assertThat(TargetLimits.of(new CallLimits(null, null, null), properties(CAPS))).isEqualTo(
      new TargetLimits(Duration.ofSeconds(60), Duration.ofMinutes(10), 200)
    );
  }

  @Test
  void limitsReplaceTheOperatorsSettings() {
    assertThat(TargetLimits.of(new CallLimits(90, 1200, 1), properties(CAPS))).isEqualTo(
      new TargetLimits(Duration.ofSeconds(90), Duration.ofMinutes(20), 1)
    );
  }

  @Test
  void limitsAboveACapAreCapped() {
    assertThat(TargetLimits.of(new CallLimits(600, 3600, 10_000), properties(CAPS))).isEqualTo(
      new TargetLimits(Duration.ofSeconds(100), Duration.ofMinutes(20), 300)
    );
  }

  @Test
  void aSettingAboveItsCapIsRejected() {
    UpstreamCaps time = new UpstreamCaps(Duration.ofSeconds(59), Duration.ofHours(1), 10_000);
    UpstreamCaps total = new UpstreamCaps(Duration.ofSeconds(60), Duration.ofMinutes(9), 10_000);
    UpstreamCaps calls = new UpstreamCaps(Duration.ofSeconds(60), Duration.ofMinutes(10), 199);
    assertThatThrownBy(() -> properties(time)).hasMessageContaining("caps.call-timeout");
    assertThatThrownBy(() -> properties(total)).hasMessageContaining("caps.longest-call");
    assertThatThrownBy(() -> properties(calls)).hasMessageContaining("caps.concurrent-calls");
  }

  private static UpstreamProperties properties(UpstreamCaps caps) {
    return new UpstreamProperties(
      Duration.ofSeconds(5),
      Duration.ofSeconds(20),
      Duration.ofSeconds(60),
      Duration.ofMinutes(10),
      DataSize.ofMegabytes(8),
      DataSize.ofMegabytes(16),
      1_000,
      200,
      50,
      20,
      Duration.ofSeconds(5),
      Duration.ofMinutes(5),
      caps
    );
  }
}
