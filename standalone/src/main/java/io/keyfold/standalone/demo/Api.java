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

/** An HTTP client of the API that prints its requests and responses. */
final class Api implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_WIDTH = 220;

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
   * A response.
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
   * Sends a request and prints one line.
   *
   * @param show names of the response fields to print
   * @throws StepFailed if the response is not a JSON object or has another status
   */
  Response call(int expected, String method, String path, @Nullable Object body, String... show)
    throws InterruptedException {
    Response response = send(method, path, body);
    out.printf("%s %s -> %d %s%n", method, path, response.status(), summary(response.body(), show));
    if (response.status() != expected) {
      throw new DemoStepException(method + " " + path + " should return " + expected + ", not " + response.status());
    }
    return response;
  }

  /** {@return the content of a file} */
  String text(String path) throws InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(base + path))
      .timeout(TIMEOUT)
      .header("Authorization", "Bearer " + key)
      .build();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new DemoStepException("GET " + path + " should return 200, not " + response.statusCode());
      }
      return response.body();
    } catch (IOException e) {
      throw new DemoStepException("GET " + path + ": " + e);
    }
  }

  /** Sends a request without printing. */
  Response send(String method, String path, @Nullable Object body) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
      .timeout(TIMEOUT)
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
      throw new DemoStepException(method + " " + path + ": " + e);
    }
  }

  /** {@return the API key} */
  String key() {
    return key;
  }

  @Override
  public void close() {
    http.close();
  }

  private String summary(JsonNode body, String... show) {
    ObjectNode shown = json.createObjectNode();
    String[] fields = body.path("object").asString("").equals("error") ? new String[] { "code", "message" } : show;
    for (String field : fields) {
      JsonNode value = body.path(field);
      if (!value.isMissingNode()) {
        shown.set(field, value);
      }
    }
    String text = json.writeValueAsString(shown);
    return text.length() <= MAX_WIDTH ? text : text.substring(0, MAX_WIDTH) + "...";
  }
}
