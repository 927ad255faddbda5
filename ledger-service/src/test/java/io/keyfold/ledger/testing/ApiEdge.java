package io.keyfold.ledger.testing;

import com.jayway.jsonpath.JsonPath;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

/** A controller at the edge of the service, and requests of tenants to it. */
public abstract class ApiEdge {

  private final Class<?> controller;
  /** The context of the current test. */
  protected AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
  /** Sends requests without a tenant's name, which are of the default one. */
  protected WebTestClient client = WebTestClient.bindToServer().build();

  /** Tests the controller. */
  protected ApiEdge(Class<?> controller) {
    this.controller = controller;
  }

  @BeforeEach
  void start() {
    context = new AnnotationConfigApplicationContext(LedgerSlice.class, controller);
    client = WebTestClient.bindToApplicationContext(context).build();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  /** {@return the response to a request; null sends no body} */
  protected ResponseSpec send(String tenant, String method, String uri, @Nullable String body) {
    WebTestClient.RequestBodySpec request = client.method(HttpMethod.valueOf(method)).uri(uri).header("Tenant", tenant);
    return body == null
      ? request.exchange()
      : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
  }

  /** {@return the response to a read} */
  protected ResponseSpec get(String tenant, String uri) {
    return client.get().uri(uri).header("Tenant", tenant).exchange();
  }

  /** {@return the id in a response that succeeded} */
  protected static String id(ResponseSpec created) {
    String body = String.valueOf(
      created.expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody()
    );
    return JsonPath.read(body, "$.id");
  }
}
