package io.keyfold.acceptance.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An HTTP response: status, headers and body text. */
public final class ApiResponse {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String request;
  private final HttpResponse<String> response;

  ApiResponse(String request, HttpResponse<String> response) {
    this.request = request;
    this.response = response;
  }

  /** {@return the HTTP status} */
  public int status() {
    return response.statusCode();
  }

  /** {@return the body as text} */
  public String text() {
    return response.body();
  }

  /** {@return the body as JSON} */
  public JsonNode body() {
    return JSON.readTree(response.body());
  }

  /** {@return the id of the returned object} */
  public String id() {
    return text("id");
  }

  /** {@return a text field of the returned object} */
  public String text(String field) {
    JsonNode value = body().path(field);
    assertThat(value.isString()).as("%s has no %s: %s", request, field, text()).isTrue();
    return value.asString();
  }

  /** {@return the ids of the returned list} */
  public List<String> ids() {
    return body()
      .path("items")
      .valueStream()
      .map(item -> item.path("id").asString())
      .toList();
  }

  /** {@return the first value of a header} */
  public Optional<String> header(String name) {
    return response.headers().firstValue(name);
  }

  /** {@return this, if it has the status} Otherwise fails with the whole response. */
  public ApiResponse expect(int status) {
    assertThat(status()).as("%s -> %s", request, text()).isEqualTo(status);
    return this;
  }

  /** {@return this, if it is an error with the status and code} */
  public ApiResponse expect(int status, String code) {
    assertThat(expect(status).text("code")).as("%s -> %s", request, text()).isEqualTo(code);
    return this;
  }
}
