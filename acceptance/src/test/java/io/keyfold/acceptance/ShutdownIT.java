package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.running.KeyfoldProcess;
import io.keyfold.acceptance.running.OwnKeyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Uses its own standalone process, since it terminates it. */
@OwnKeyfold
class ShutdownIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final int BY_SIGTERM = 128 + 15;

  @Test
  void sigtermCompletesRunningRequestsRejectsNewOnesAndExits() throws Exception {
    try (
      KeyedMcpServer vendor = KeyedMcpServer.start("key");
      KeyfoldProcess process = KeyfoldProcess.start(RunningKeyfold.freshFolder());
      ExecutorService thread = Executors.newSingleThreadExecutor()
    ) {
      Tenant tenant = new Tenant(process.keyfold().newTenant("Acme Corp"));
      String deployment = tenant.deployment(tenant.provider(vendor));
      tenant.authConfig(deployment, "key");
      ApiResponse session = tenant.session(deployment);
      String echo = McpClient.connect(session.text("connection_url"), tenant.api().key()).toolNamed("echo");
      CountDownLatch goOn = new CountDownLatch(1);
      vendor.holdCalls(goOn);
      Future<ApiResponse> running = thread.submit(() -> tenant.call(session.id(), echo, "hello"));
      Awaitility.await()
        .atMost(BOUND)
        .until(() -> !vendor.keysOfCalls().isEmpty());

      process.terminate();
      Awaitility.await()
        .atMost(BOUND)
        .until(() -> refused(tenant.api()));
      assertThat(running).isNotDone();
      goOn.countDown();

      assertThat(running.get().expect(200).text()).contains("you said hello");
      assertThat(process.exitCode(BOUND)).isEqualTo(BY_SIGTERM);
    }
  }

  /** An open connection gets an error response; a new connection is refused. */
  private static boolean refused(Api api) {
    try {
      return api.get("/providers?limit=1").status() == 503;
    } catch (UncheckedIOException e) {
      return true;
    }
  }
}
