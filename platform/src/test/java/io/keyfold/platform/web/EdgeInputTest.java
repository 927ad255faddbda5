package io.keyfold.platform.web;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;

/** Paths and texts that no well-meant client sends. */
class EdgeInputTest {

  private final WebTestClient client = WebTestClient.bindToApplicationContext(
    new AnnotationConfigApplicationContext(EdgeTest.App.class)
  ).build();

  @Test
  void aPathThatHoldsNoIdIsNowhereWhateverTheMethod() {
    for (String id : List.of(
      "%00",
      "a%00b",
      "%0A",
      "%7F",
      "%C2%85",
      "%ff",
      "%ED%A0%80",
      "a%20b",
      "%2F",
      "a".repeat(129)
    )) {
      for (HttpMethod method : List.of(HttpMethod.GET, HttpMethod.PATCH, HttpMethod.DELETE, HttpMethod.OPTIONS)) {
        EdgeTest.shape(
          client
            .method(method)
            .uri(URI.create("/widgets/" + id))
            .exchange(),
          404,
          "not_found"
        );
      }
    }
    EdgeTest.shape(client.get().uri(URI.create("/widgets/one;a=b")).exchange(), 404, "not_found");
  }

  @Test
  void controlCharactersAreRefusedWithTheFieldsPath() {
    for (String control : List.of("\\u0000", "\\u0001", "\\n", "\\u007f", "\\u0085")) {
      for (String field : List.of("name", "parent_id", "description")) {
        boolean line = control.equals("\\n") && field.equals("description");
        String body = "{\"name\":\"a\",\"" + field + "\":\"a" + control + "b\"}";
        post(body.replace("\"name\":\"a\",\"name\"", "\"name\""))
          .expectStatus()
          .isEqualTo(line ? 200 : 400)
          .expectBody()
          .jsonPath(line ? "$.name" : "$.errors[0].path[0]")
          .isEqualTo(line ? "a" : field);
      }
      EdgeTest.code(post("{\"name\":\"a\",\"metadata\":{\"deep\":[{\"k" + control + "\":1}]}}"), 400, "format");
      post("{\"name\":\"a\",\"metadata\":{\"key\":\"free" + control + "\"}}")
        .expectStatus()
        .isOk();
    }
  }

  private WebTestClient.ResponseSpec post(String body) {
    return client.post().uri("/widgets").contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
  }
}
