package io.keyfold.authconfig.it;

import static io.keyfold.authconfig.testing.Given.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.standardwebhooks.exceptions.WebhookVerificationException;
import io.keyfold.authconfig.it.WebhookReceiver.Received;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.id.TenantId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.test.context.TestPropertySource;
import tools.jackson.databind.JsonNode;

/** Delivers webhooks to a local server, whose verification is the reference implementation of Standard Webhooks. */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = { "keyfold.egress.allow-private=true", "keyfold.webhooks.interval=200ms" })
class WebhooksIT extends RunningService {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String OTHER_KEY = "kf_sk_zyxwvutsrqponmlkjihgfedcba9876543210ZYXWVUTS";

  private final WebhookReceiver receiver = new WebhookReceiver();
  private final String path = "/" + UUID.randomUUID();

  @Autowired
  @Qualifier("&stream-builder-erase")
  StreamsBuilderFactoryBean erase;

  @AfterEach
  void archive() {
    for (JsonNode endpoint : send(KEY, HttpMethod.GET, "/webhook-endpoints?limit=100", "", 200).path("items")) {
      if (!endpoint.path("status").stringValue().equals("archived")) {
        send(KEY, HttpMethod.DELETE, "/webhook-endpoints/" + endpoint.path("id").stringValue(), "", 200);
      }
    }
    receiver.close();
  }

  @Test
  void anEventIsDeliveredAndItsSignatureVerifies() throws Exception {
    JsonNode endpoint = endpoint(path, "");
    String id = call(HttpMethod.POST, "", exa(deployment()), 200).path("id").stringValue();

    Received delivery = awaitOne();

    delivery.verify(endpoint.path("secret").stringValue());
    assertThat(delivery.type()).isEqualTo("auth_config.created");
    assertThat(delivery.json().path("data").path("id").stringValue()).isEqualTo(id);
    assertThat(delivery.header("content-type")).isEqualTo("application/json");
    await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        JsonNode stored = delivery(endpoint, delivery.id());
        assertThat(stored.path("status").stringValue()).isEqualTo("succeeded");
        assertThat(stored.path("attempts").intValue()).isEqualTo(1);
        assertThat(stored.path("last_attempt").path("http_status").intValue()).isEqualTo(204);
        assertThat(stored.path("payload")).isEqualTo(delivery.json());
      });
    assertThat(receiver.at(path)).hasSize(1);
  }

  @Test
  void aFailedDeliveryIsRetriedWithTheSameIdAndANewTimestamp() throws Exception {
    JsonNode endpoint = endpoint(path, "");
    receiver.answer(path, 500);
    ping(endpoint);
    Received first = awaitOne();
    await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        JsonNode stored = delivery(endpoint, first.id());
        assertThat(stored.path("status").stringValue()).isEqualTo("pending");
        assertThat(stored.path("last_attempt").path("error").stringValue()).isEqualTo("http_status");
        assertThat(stored.path("next_attempt_at").isNull()).isFalse();
      });

    receiver.answer(path, 200);

    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(receiver.at(path)).hasSize(2));
    Received second = receiver.at(path).get(1);
    assertThat(second.id()).isEqualTo(first.id());
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("webhook-timestamp")).isGreaterThan(first.header("webhook-timestamp"));
    second.verify(endpoint.path("secret").stringValue());
  }

  @Test
  @Tag("promise-3")
  void aDeliveryCanBeSentAgainWithTheSameId() {
    JsonNode endpoint = endpoint(path, "");
    String id = ping(endpoint).path("id").stringValue();
    awaitOne();
    await()
      .atMost(BOUND)
      .until(() -> delivery(endpoint, id).path("status").stringValue().equals("succeeded"));

    JsonNode again = send(KEY, HttpMethod.POST, deliveries(endpoint) + "/" + id + "/resend", "", 200);

    assertThat(again.path("id").stringValue()).isEqualTo(id);
    assertThat(again.path("finished_at").isNull()).isTrue();
    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(receiver.at(path)).extracting(Received::id).containsExactly(id, id));
    JsonNode listed = send(KEY, HttpMethod.GET, deliveries(endpoint) + "?event_type=ping", "", 200);
    assertThat(listed.path("items")).hasSize(1);
  }

  @Test
  void bothSecretsSignDuringTheGracePeriod() throws Exception {
    JsonNode endpoint = endpoint(path, "");
    String id = endpoint.path("id").stringValue();
    String old = endpoint.path("secret").stringValue();
    String rotate = "/webhook-endpoints/" + id + "/rotate-secret";

    String current = send(KEY, HttpMethod.POST, rotate, "{\"grace_period\":\"PT1H\"}", 200)
      .path("secret")
      .stringValue();

    assertThat(current).startsWith("whsec_").isNotEqualTo(old);
    ping(endpoint);
    Received signed = awaitOne();
    assertThat(signed.header("webhook-signature").split(" ")).hasSize(2);
    signed.verify(old);
    signed.verify(current);

    String leaked = send(KEY, HttpMethod.POST, rotate, "{\"grace_period\":\"PT0S\"}", 200).path("secret").stringValue();
    ping(endpoint);
    await()
      .atMost(BOUND)
      .until(() -> receiver.at(path).size() == 2);
    Received only = receiver.at(path).get(1);
    only.verify(leaked);
    assertThatThrownBy(() -> only.verify(current)).isInstanceOf(WebhookVerificationException.class);
  }

  @Test
  void anEndpointThatAnswersGoneIsDisabled() {
    JsonNode endpoint = endpoint(path, "");
    receiver.answer(path, 410);
    ping(endpoint);
    String self = "/webhook-endpoints/" + endpoint.path("id").stringValue();
    await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        JsonNode disabled = send(KEY, HttpMethod.GET, self, "", 200);
        assertThat(disabled.path("status").stringValue()).isEqualTo("disabled");
        assertThat(disabled.path("disabled_reason").stringValue()).isEqualTo("gone");
      });
    send(KEY, HttpMethod.POST, self + "/test", "", 409);
  }

  @Test
  @Tag("promise-2")
  void theNextOwnerOfTheTenantContinues() throws Exception {
    JsonNode endpoint = endpoint(path, "");
    erase.stop();
    String id = call(HttpMethod.POST, "", exa(deployment()), 200).path("id").stringValue();
    JsonNode waiting = send(KEY, HttpMethod.GET, deliveries(endpoint) + "?object_id=" + id, "", 200).path("items");
    assertThat(waiting).hasSize(1);
    assertThat(receiver.at(path)).isEmpty();

    erase.start();

    Received delivery = awaitOne();
    delivery.verify(endpoint.path("secret").stringValue());
    assertThat(delivery.id()).isEqualTo(waiting.get(0).path("id").stringValue());
  }

  @Test
  @Tag("promise-5")
  void anotherTenantNeitherReceivesNorSeesAnything() throws Exception {
    TenantId other = otherTenant();
    JsonNode endpoint = endpoint(path, "");
    JsonNode foreign = send(
      OTHER_KEY,
      HttpMethod.POST,
      "/webhook-endpoints",
      "{\"url\":\"" + receiver.url("/foreign") + "\"}",
      200
    );
    assertThat(other).isNotEqualTo(ACME);

    call(HttpMethod.POST, "", exa(deployment()), 200);

    String delivery = awaitOne().id();
    String self = "/webhook-endpoints/" + endpoint.path("id").stringValue();
    send(OTHER_KEY, HttpMethod.GET, self, "", 404);
    send(OTHER_KEY, HttpMethod.GET, self + "/deliveries", "", 404);
    send(OTHER_KEY, HttpMethod.GET, self + "/deliveries/" + delivery, "", 404);
    send(OTHER_KEY, HttpMethod.POST, self + "/deliveries/" + delivery + "/resend", "", 404);
    send(OTHER_KEY, HttpMethod.POST, self + "/rotate-secret", "{}", 404);
    assertThat(send(OTHER_KEY, HttpMethod.GET, deliveries(foreign), "", 200).path("items")).isEmpty();
    assertThat(receiver.at("/foreign")).isEmpty();
  }

  @Test
  @Tag("promise-4")
  void noTopicLogOrBodyContainsASecret(CapturedOutput output) throws Exception {
    JsonNode endpoint = endpoint(path, "");
    String secret = endpoint.path("secret").stringValue();
    call(HttpMethod.POST, "", exa(deployment()), 200);
    Received delivery = awaitOne();
    String self = "/webhook-endpoints/" + endpoint.path("id").stringValue();

    String key = secret.substring("whsec_".length());
    assertThat(delivery.body()).doesNotContain(CANARY).doesNotContain(key);
    assertThat(send(KEY, HttpMethod.GET, self, "", 200).path("secret").isNull()).isTrue();
    assertThat(send(KEY, HttpMethod.PATCH, self, "{\"description\":\"x\"}", 200).path("secret").isNull()).isTrue();
    assertThat(output.getAll()).doesNotContain(key).doesNotContain(receiver.url(path));
    assertThat(topics()).contains(delivery.id()).doesNotContain(key).doesNotContain(CANARY);
  }

  private static String topics() {
    StringBuilder all = new StringBuilder();
    records(topic -> !topic.startsWith("__")).forEach(message -> {
      all.append(new String(Objects.requireNonNullElse(message.key(), new byte[0]), StandardCharsets.ISO_8859_1));
      all.append(new String(Objects.requireNonNullElse(message.value(), new byte[0]), StandardCharsets.ISO_8859_1));
    });
    return all.toString();
  }

  private JsonNode endpoint(String at, String fields) {
    return send(
      KEY,
      HttpMethod.POST,
      "/webhook-endpoints",
      "{\"url\":\"" + receiver.url(at) + "\"" + fields + "}",
      200
    );
  }

  private JsonNode ping(JsonNode endpoint) {
    return send(KEY, HttpMethod.POST, "/webhook-endpoints/" + endpoint.path("id").stringValue() + "/test", "", 200);
  }

  private static String deliveries(JsonNode endpoint) {
    return "/webhook-endpoints/" + endpoint.path("id").stringValue() + "/deliveries";
  }

  private JsonNode delivery(JsonNode endpoint, String id) {
    return send(KEY, HttpMethod.GET, deliveries(endpoint) + "/" + id, "", 200);
  }

  private Received awaitOne() {
    return await()
      .atMost(BOUND)
      .until(() -> receiver.at(path), found -> !found.isEmpty())
      .getFirst();
  }

  private TenantId otherTenant() throws Exception {
    TenantId other = new TenantId("tnt_other");
    publish(new TenantCreated(DeploymentEvents.meta(other, other.value(), 1), "Other"));
    publish(
      ApiKeyCreated.newBuilder()
        .setMeta(DeploymentEvents.meta(other, "apk_other", 1))
        .setKeySha256(ApiKeySecret.presented(OTHER_KEY).sha256())
        .setRedacted("kf_s...VUTS")
        .setScopes(List.of("instance.provider.auth:read", "instance.provider.auth:write"))
        .build()
    );
    return other;
  }
}
