package io.keyfold.authconfig.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.credentials.Slice;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.log.View;
import io.keyfold.platform.testing.InMemoryDataKeys;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.vault.Vault;
import io.keyfold.schema.Event;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

/** The HTTP edge of OAuth apps, imports, exports and webhooks over an in-memory log; requests may use single quotes. */
public final class Edge implements AutoCloseable {

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(
    Slice.class,
    More.class
  );
  private final WebTestClient client = WebTestClient.bindToApplicationContext(context)
    .configureClient()
    .responseTimeout(Duration.ofSeconds(60))
    .build();

  @TestConfiguration
  @ComponentScan({
    "io.keyfold.authconfig.apps",
    "io.keyfold.authconfig.configs",
    "io.keyfold.authconfig.transfers",
    "io.keyfold.authconfig.webhooks.api",
  })
  static class More {

    @Bean
    View tokensView(InMemoryLog<AuthConfigCommand, Event> log) {
      return log;
    }

    @Bean
    View deliveriesView(InMemoryLog<AuthConfigCommand, Event> log) {
      return log;
    }

    @Bean
    EgressPolicy egressPolicy() {
      return new EgressPolicy(new EgressProperties(false));
    }

    @Bean
    PublicLinks publicLinks() {
      return (tenant, request) -> "https://connect.acme.example";
    }

    @Bean
    TokenVault tokenVault(Vault vault) {
      return new TokenVault(vault);
    }
  }

  /** {@return the log, to append commands and read events} */
  @SuppressWarnings("unchecked") // the slice has one log
  public InMemoryLog<AuthConfigCommand, Event> log() {
    return context.getBean("log", InMemoryLog.class);
  }

  /** {@return the data keys, to erase one or to count them} */
  public InMemoryDataKeys dataKeys() {
    return context.getBean(InMemoryDataKeys.class);
  }

  /** {@return the response to a request of Acme} */
  public JsonNode send(HttpMethod method, String path, String body, int status) {
    return send("tnt_acme", method, path, body, status);
  }

  /** {@return the response to a request of a tenant; an empty body sends none} */
  public JsonNode send(String tenant, HttpMethod method, String path, String body, int status) {
    return send(client.method(method).uri(path).header("x-tenant", tenant), path, body, status);
  }

  /** {@return the response to a request of a tenant with the platform's scope} */
  public JsonNode sendAsOperator(String tenant, HttpMethod method, String path, String body, int status) {
    var request = client.method(method).uri(path).header("x-tenant", tenant).header("x-scope", "platform.tenant:write");
    return send(request, path, body, status);
  }

  private static JsonNode send(WebTestClient.RequestBodySpec request, String path, String body, int status) {
    var sent = body.isEmpty()
      ? request
      : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body.replace('\'', '"'));
    return Objects.requireNonNull(
      sent
        .exchange()
        .expectBody(JsonNode.class)
        .consumeWith(result ->
          assertThat(result.getStatus().value())
            .as(() -> path + " " + result.getResponseBody())
            .isEqualTo(status)
        )
        .returnResult()
        .getResponseBody()
    );
  }

  @Override
  public void close() {
    context.close();
  }
}
