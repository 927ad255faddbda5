package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningKeyfold.class)
@Tag("promise-3")
class StrongReadsIT {

  private static final int TIMES = 200;
  private static final Map<String, String> STRONG = Map.of("Keyfold-Consistency", "strong");

  /**
   * The change is made at one service and the audit trail read at another; without the header it may lag by
   * milliseconds.
   */
  @Test
  void aStrongReadAtAnotherServiceSeesEveryAcknowledgedChange(Keyfold keyfold) {
    Api api = keyfold.newTenant("Acme Corp");
    String deployment = api
      .post("/provider-deployments", Map.of("name", "0", "provider_id", "prv_exa"))
      .expect(200)
      .id();
    String path = "/audit-events?limit=1&order=desc&object_id=" + deployment;
    for (int i = 1; i <= TIMES; i++) {
      String change = api
        .patch("/provider-deployments/" + deployment, Map.of("name", String.valueOf(i)))
        .expect(200)
        .text("updated_at");
      assertThat(api.send("GET", path, null, STRONG).expect(200).body().path("items").path(0).toString())
        .as("change %s", i)
        .contains(change);
    }
  }
}
