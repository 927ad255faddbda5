package io.keyfold.deployment.edge;

import java.util.List;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** Sends requests and checks the responses. */
final class Call {

  private Call() {}

  static JsonNode get(WebTestClient client, String uri, int status) {
    return body(client.get().uri(uri), status);
  }

  static JsonNode post(WebTestClient client, String uri, String json, int status) {
    return send(client.post().uri(uri), json, status);
  }

  static JsonNode patch(WebTestClient client, String uri, String json, int status) {
    return send(client.patch().uri(uri), json, status);
  }

  static JsonNode delete(WebTestClient client, String uri, int status) {
    return body(client.delete().uri(uri), status);
  }

  static JsonNode send(WebTestClient.RequestBodySpec request, String json, int status) {
    return body(request.contentType(MediaType.APPLICATION_JSON).bodyValue(json.replace('\'', '"')), status);
  }

  static List<String> ids(WebTestClient client, String uri) {
    return get(client, uri, 200).get("items").valueStream().map(Call::id).toList();
  }

  static String id(JsonNode object) {
    return object.get("id").stringValue();
  }

  static String text(JsonNode object, String pointer) {
    return object.at(pointer).asString("");
  }

  private static JsonNode body(WebTestClient.RequestHeadersSpec<?> request, int status) {
    return Objects.requireNonNull(
      request.exchange().expectStatus().isEqualTo(status).expectBody(JsonNode.class).returnResult().getResponseBody()
    );
  }
}
