package io.keyfold.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.schemas.error.RegistryAccessException;
import io.keyfold.schemas.error.RegistryUnavailableException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HttpRegistryClientIT extends RegistryClientContract {

  private RegistryServer server;
  private RegistryClient client;

  @BeforeEach
  void start() throws IOException {
    server = new RegistryServer(null);
    client = client("http://" + server.authority(), Map.of());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Override
  RegistryClient registry() {
    return client;
  }

  @Test
  void basicAuthIsTakenFromConfigurationOrUrl() {
    var userInfo = Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "anna:secret");

    try (var configured = client("http://" + server.authority(), userInfo)) {
      configured.register(subject, V1);
    }
    try (var inUrl = client("http://anna:secret@" + server.authority(), Map.of())) {
      inUrl.latest(subject);
    }

    assertThat(server.authorizations()).containsExactly("Basic YW5uYTpzZWNyZXQ=", "Basic YW5uYTpzZWNyZXQ=");
  }

  @Test
  void aTokenIsSentAsBearerAuth() {
    try (var bearer = client("http://" + server.authority(), Map.of("bearer.auth.token", "t0k3n"))) {
      bearer.register(subject, V1);
    }

    assertThat(server.authorizations()).containsExactly("Bearer t0k3n");
  }

  @Test
  void rejectedCredentialsAreFinalAndAnAccessException() {
    server.respondWith(exchange -> 401);

    assertThatThrownBy(() -> client.latest(subject)).isInstanceOf(RegistryAccessException.class);
    assertThat(server.authorizations()).hasSize(1);
  }

  @Test
  void aFailingRegistryIsRetried() {
    AtomicInteger calls = new AtomicInteger();
    server.respondWith(exchange -> calls.incrementAndGet() < 3 ? 503 : null);

    assertThat(client.register(subject, V1)).isEqualTo(1);
    assertThat(calls).hasValue(3);
  }

  @Test
  @Tag("promise-4")
  void anUnavailableRegistryIsReportedWithItsAddressAndWithoutThePassword() {
    String authority = server.authority();
    server.close();

    try (var down = client("http://anna:secret@" + authority, Map.of())) {
      assertThatThrownBy(() -> down.latest(subject))
        .isInstanceOfSatisfying(RegistryUnavailableException.class, unavailable ->
          assertThat(unavailable.address()).isEqualTo("http://" + authority)
        )
        .message()
        .contains(authority)
        .doesNotContain("secret");
    }
  }

  @Test
  void cachedResultsAreReturnedWhileTheRegistryIsDown() {
    int id = client.register(subject, V1);
    client.schemaById(id);
    server.close();

    assertThat(client.register(subject, V1)).isEqualTo(id);
    assertThat(client.schemaById(id)).isEqualTo(V1);
  }

  @Test
  void theClientFailsOverToTheNextAddress() throws IOException {
    String dead = server.authority();
    server.close();
    try (
      var alive = new RegistryServer(null);
      var failover = client("http://" + dead + ", http://" + alive.authority() + "/", Map.of("max.retries", "0"))
    ) {
      assertThat(failover.register(subject, V1)).isEqualTo(1);
    }
  }

  @Test
  void aHangingRegistryTimesOut() {
    CountDownLatch over = new CountDownLatch(1);
    server.respondWith(exchange -> {
      try {
        return over.await(20, TimeUnit.SECONDS) ? 500 : 501;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return 500;
      }
    });
    var shortTimeout = Map.of("http.read.timeout.ms", "100", "max.retries", "0");

    try (var slow = client("http://" + server.authority(), shortTimeout)) {
      assertThatThrownBy(() -> slow.latest(subject)).isInstanceOf(RegistryUnavailableException.class);
    } finally {
      over.countDown();
    }
  }

  @Test
  void anInvalidResponseIsAnOutage() {
    server.respondWith(exchange -> 200);

    assertThatThrownBy(() -> client.latest(subject)).isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> client.schemaById(1)).isInstanceOf(RegistryUnavailableException.class);
    assertThat(client.compatible(subject, V1)).isFalse();
  }

  @Test
  void aProxysNotFoundIsAnOutageAndNotAnUnknownSchema() {
    server.respondWith(exchange -> 404);

    assertThatThrownBy(() -> client.schemaById(1)).isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> client.latest(subject)).isInstanceOf(RegistryUnavailableException.class);
  }

  private static RegistryClient client(String url, Map<String, String> more) {
    Map<String, String> config = new HashMap<>(Map.of("schema.registry.url", url, "retries.wait.ms", "1"));
    config.putAll(more);
    return RegistryClients.of(config);
  }
}
