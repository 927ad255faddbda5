package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningKeyfold.class)
@Tag("promise-3")
class ReadYourWritesIT {

  private static final int TIMES = 1_000;
  private static final int AT_ONCE = 16;

  @Test
  void credentialsAttachToANewDeploymentImmediatelyAThousandTimes(Keyfold keyfold) throws Exception {
    Api api = keyfold.newTenant("Acme Corp");
    long start = System.nanoTime();
    List<Future<Integer>> statuses = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < TIMES; i++) {
        statuses.add(threads.submit(() -> createAndAttach(api).status()));
      }
    }

    for (Future<Integer> status : statuses) {
      assertThat(status.get()).isEqualTo(200);
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    System.out.printf("read your writes: %d times created and attached in %d ms%n", TIMES, took.toMillis());
  }

  /** The two calls go to two services that share only the log. */
  private static ApiResponse createAndAttach(Api api) {
    String deployment = api
      .post("/provider-deployments", Map.of("name", "Acme Exa", "provider_id", "prv_exa"))
      .expect(200)
      .id();
    return api.post(
      "/provider-auth-configs",
      Map.of(
        "provider_auth_method_id",
        "pam_exa_api_key",
        "provider_deployment_id",
        deployment,
        "value",
        Map.of("api_key", "exa-key")
      )
    );
  }
}
