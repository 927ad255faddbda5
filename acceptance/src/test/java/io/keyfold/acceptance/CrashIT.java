package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.running.KeyfoldProcess;
import io.keyfold.acceptance.running.OwnKeyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Uses its own standalone process, since it kills it. */
@OwnKeyfold
@Tag("promise-2")
class CrashIT {

  private static final int WRITES = 200;
  private static final int BEFORE_THE_KILL = 80;
  private static final int AT_ONCE = 8;

  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private final Queue<String> refused = new ConcurrentLinkedQueue<>();

  @Test
  @Tag("promise-1")
  void afterAKillEveryAcknowledgedWriteExistsExactlyOnce() throws Exception {
    Path data = RunningKeyfold.freshFolder();
    String key;
    try (KeyfoldProcess first = KeyfoldProcess.start(data)) {
      Api api = first.keyfold().newTenant("Acme Corp");
      key = api.key();
      writeUntilKilled(api, first);
    }
    assertThat(acknowledged).hasSizeBetween(BEFORE_THE_KILL, WRITES - 1);
    System.out.printf("crash: killed with %d of %d writes acknowledged%n", acknowledged.size(), WRITES);

    try (KeyfoldProcess second = KeyfoldProcess.start(data)) {
      Api api = second.keyfold().operator().with(key);
      assertThat(idsByName(api)).containsAllEntriesOf(acknowledged);

      for (int i = 0; i < WRITES; i++) {
        ApiResponse repeated = create(api, i).expect(200);
        assertThat(repeated.id()).isEqualTo(acknowledged.getOrDefault("write " + i, repeated.id()));
      }

      assertThat(idsByName(api)).hasSize(WRITES).containsAllEntriesOf(acknowledged);
    }
  }

  @Test
  void aToolDoesNotRunAgainForTheSameKeyAfterAKill() {
    Path data = RunningKeyfold.freshFolder();
    try (KeyedMcpServer vendor = KeyedMcpServer.start("key")) {
      Map<String, Object> body;
      ApiResponse made;
      String key;
      try (KeyfoldProcess first = KeyfoldProcess.start(data)) {
        Tenant tenant = new Tenant(first.keyfold().newTenant("Acme Corp"));
        key = tenant.api().key();
        String deployment = tenant.deployment(tenant.provider(vendor));
        tenant.authConfig(deployment, "key");
        ApiResponse session = tenant.session(deployment);
        String tag = session.body().path("providers").path(0).path("tag").asString();
        body = Tenant.callBody(session.id(), "echo_" + tag, "hello");
        made = tenant.api().post("/tool-calls", body, "once").expect(200);
        first.kill();
      }
      try (KeyfoldProcess second = KeyfoldProcess.start(data)) {
        Api api = second.keyfold().operator().with(key);

        // Records from just before the kill are first sent from the spool.
        ApiResponse repeated = Awaitility.await().until(
          () -> api.post("/tool-calls", body, "once"),
          response -> response.status() != 503
        );

        assertThat(repeated.expect(200).id()).isEqualTo(made.id());
        assertThat(repeated.body().path("output").isNull()).isTrue();
        assertThat(vendor.keysOfCalls()).hasSize(1);
      }
    }
  }

  private void writeUntilKilled(Api api, KeyfoldProcess process) throws InterruptedException {
    CountDownLatch enough = new CountDownLatch(BEFORE_THE_KILL);
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < WRITES; i++) {
        int number = i;
        threads.execute(() -> write(api, number, enough));
      }
      assertThat(enough.await(2, TimeUnit.MINUTES)).as("refused: %s", refused).isTrue();
      process.kill();
    }
  }

  private void write(Api api, int number, CountDownLatch enough) {
    try {
      ApiResponse response = create(api, number);
      if (response.status() == 200) {
        acknowledged.put("write " + number, response.id());
        enough.countDown();
      } else {
        refused.add(response.text());
      }
    } catch (UncheckedIOException e) {
      if (enough.getCount() > 0) {
        refused.add(e.toString());
      }
    }
  }

  private static ApiResponse create(Api api, int number) {
    String name = "write " + number;
    return api.post("/provider-deployments", Map.of("name", name, "provider_id", "prv_exa"), "key-" + number);
  }

  /** Reads all pages. Fails if a name occurs twice. */
  private static Map<String, String> idsByName(Api api) {
    Map<String, String> ids = new TreeMap<>();
    List<String> duplicates = new ArrayList<>();
    String after = "";
    boolean more = true;
    while (more) {
      JsonNode page = api
        .get("/provider-deployments?limit=100" + after)
        .expect(200)
        .body();
      for (JsonNode item : page.path("items")) {
        String name = item.path("name").asString();
        if (ids.put(name, item.path("id").asString()) != null) {
          duplicates.add(name);
        }
        after = "&after=" + item.path("id").asString();
      }
      more = page.path("pagination").path("has_more_after").asBoolean();
    }
    assertThat(duplicates).isEmpty();
    return ids;
  }
}
