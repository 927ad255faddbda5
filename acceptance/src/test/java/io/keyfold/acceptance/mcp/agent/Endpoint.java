package io.keyfold.acceptance.mcp.agent;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One MCP endpoint over plain HTTP.
 *
 * @param bearer the key in the header
 */
record Endpoint(HttpClient http, String url, String bearer) {
  private static final Duration BOUND = Duration.ofSeconds(20);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** {@return a client with connections of its own} */
  static Endpoint of(String url, String bearer) {
    return new Endpoint(HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build(), url, bearer);
  }

  /**
   * Sends a request, and reads up to its response.
   *
   * @param onRequest returns the message that answers a request of the server
   */
  Answer send(String message, Map<String, String> headers, Function<JsonNode, String> onRequest) {
    try {
      HttpResponse<InputStream> response = http.send(
        request(message, headers),
        HttpResponse.BodyHandlers.ofInputStream()
      );
      return read(response, headers, onRequest);
    } catch (IOException e) {
      throw new UncheckedIOException(message, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Sends a message without waiting; cancelling the future closes the connection. */
  CompletableFuture<HttpResponse<String>> begin(String message, Map<String, String> headers) {
    return http.sendAsync(request(message, headers), HttpResponse.BodyHandlers.ofString());
  }

  private Answer read(HttpResponse<InputStream> response, Map<String, String> headers, Function<JsonNode, String> reply)
    throws IOException {
    Answer.Headers received = response.headers()::firstValue;
    String type = received.first("Content-Type").orElse("");
    if (!type.startsWith("text/event-stream")) {
      String body = new String(response.body().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(response.statusCode(), received, body, List.of());
    }
    List<String> notifications = new ArrayList<>();
    try (EventReader events = new EventReader(response.body())) {
      for (String data = events.next(); data != null; data = events.next()) {
        JsonNode message = JSON.readTree(data);
        if (!message.has("method")) {
          return new Answer(response.statusCode(), received, data, List.copyOf(notifications));
        }
        if (message.has("id")) {
          var _ = begin(reply.apply(message), headers);
        } else {
          notifications.add(data);
        }
      }
    }
    throw new AssertionError("the stream ended without a response, after " + notifications);
  }

  private HttpRequest request(String message, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
      .timeout(BOUND)
      .header("Authorization", "Bearer " + bearer)
      .header("Content-Type", "application/json")
      .header("Accept", "application/json, text/event-stream");
    headers.forEach(request::header);
    return request.POST(HttpRequest.BodyPublishers.ofString(message)).build();
  }
}
