package io.keyfold.standalone.demo;

import io.keyfold.standalone.boot.Poll;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Exports what the first deployment cost as FOCUS Cost and Usage, and prints the first lines of the file. */
final class FocusFile {

  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final Duration INTERVAL = Duration.ofMillis(200);
  private static final int LINES = 3;

  private final Api api;
  private final PrintStream out;

  FocusFile(Api api, PrintStream out) {
    this.api = api;
    this.out = out;
  }

  void print(String deployment, Instant from) throws InterruptedException {
    Map<String, Object> request = Map.of(
      "dataset",
      "focus",
      "format",
      "csv",
      "from",
      from.toString(),
      "to",
      from.plus(Duration.ofDays(1)).toString(),
      "filters",
      Map.of("provider_deployment_id", List.of(deployment))
    );
    String id = api.call(202, "POST", "/exports", request, "id", "status", "dataset").id();
    String path = "/exports/" + id;
    Poll.until(TIMEOUT, INTERVAL, () -> !status(path).equals("running"));
    JsonNode file = api.call(200, "GET", path, null, "status", "manifest").body().at("/manifest/files/0");
    if (file.isMissingNode()) {
      throw new DemoStepException("an export of a day should be done soon");
    }
    api
      .text(path + "/files/" + file.path("name").asString())
      .lines()
      .limit(LINES)
      .forEach(out::println);
  }

  private String status(String path) throws InterruptedException {
    return api.send("GET", path, null).body().path("status").asString("");
  }
}
