package io.keyfold.standalone.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A plain HTTP client of the API that prints what it does. */
final class Api implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final int WIDTH = 220;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final JsonMapper json = JsonMapper.builder().build();
  private final String base;
  private final String key;
  private final PrintStream out;

  Api(String base, String key, PrintStream out) {
    this.base = base;
    this.key = key;
    this.out = out;
  }

  /**
   * What came back.
   *
   * @param status the HTTP status
   * @param body the JSON
   */
  record Response(int status, JsonNode body) {
    String id() {
      return body.path("id").asString();
    }
  }

  /**
   * Calls and prints one line.
   *
   * @param show names of the answer's fields that matter here
   * @throws StepFailed if the answer is no JSON object or its status is not the expected one
   */
  Response call(int expected, String method, String path, @Nullable Object body, String... show)
    throws InterruptedException {
    Response answer = send(method, path, body);
    out.printf("%s %s -> %d %s%n", method, path, answer.status(), trimmed(answer.body(), show));
    if (answer.status() != expected) {
      throw new StepFailed(method + " " + path + " should be answered " + expected + ", not " + answer.status());
    }
    return answer;
  }

  /** Calls without a word. */
  Response send(String method, String path, @Nullable Object body) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
      .timeout(BOUND)
      .header("Authorization", "Bearer " + key);
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request.header("Content-Type", "application/json");
      request.method(method, HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)));
    }
    try {
      HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return new Response(response.statusCode(), json.readTree(response.body()));
    } catch (IOException e) {
      throw new StepFailed(method + " " + path + ": " + e);
    }
  }

  /** {@return the API key that it calls with} */
  String key() {
    return key;
  }

  @Override
  public void close() {
    http.close();
  }

  private String trimmed(JsonNode body, String... show) {
    ObjectNode shown = json.createObjectNode();
    String[] fields = body.path("object").asString("").equals("error") ? new String[] { "code", "message" } : show;
    for (String field : fields) {
      JsonNode value = body.path(field);
      if (!value.isMissingNode()) {
        shown.set(field, value);
      }
    }
    String text = json.writeValueAsString(shown);
    return text.length() <= WIDTH ? text : text.substring(0, WIDTH) + "...";
  }
}
