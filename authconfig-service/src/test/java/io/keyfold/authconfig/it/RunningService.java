package io.keyfold.authconfig.it;

import static io.keyfold.authconfig.testing.Given.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.authconfig.AuthConfigServiceApplication;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.TenantCreated;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.wiring.LogParts;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.Event;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.http.HttpMethod;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs authconfig-service with a real broker; events of deployment-service are put on the log. */
@Tag("kafka")
// The context closes while the broker is up: at the end of the JVM both stop, and the context would wait for the
// broker.
@DirtiesContext
@SpringBootTest(
  classes = AuthConfigServiceApplication.class,
  webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
  properties = "management.server.port=0"
)
abstract class RunningService {

  static final String KEY = "kf_sk_0123456789abcdefghijklmnopqrstuvwxyzABCDEF";
  static final String CANARY = "canary-4711-canary";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @DynamicPropertySource
  static void kafka(DynamicPropertyRegistry registry) {
    TestKafka.register(registry, "authconfig");
  }

  @LocalServerPort
  int port;

  @LocalManagementPort
  int management;

  @Autowired
  LogParts log;

  @Autowired
  View authConfigsView;

  @BeforeEach
  void ready() throws ExecutionException, InterruptedException {
    WebTestClient operator = WebTestClient.bindToServer()
      .baseUrl("http://127.0.0.1:" + management)
      .build();
    await()
      .atMost(Duration.ofSeconds(90))
      .untilAsserted(() -> operator.get().uri("/actuator/health/readiness").exchange().expectStatus().isOk());
    publish(new TenantCreated(DeploymentEvents.meta(ACME, ACME.value(), 1), "Acme"));
    publish(
      ApiKeyCreated.newBuilder()
        .setMeta(DeploymentEvents.meta(ACME, "apk_1", 1))
        .setKeySha256(ApiKeySecret.presented(KEY).sha256())
        .setRedacted("kf_s...CDEF")
        .setScopes(List.of("instance.provider.auth:read", "instance.provider.auth:write"))
        .build()
    );
    publish(DeploymentEvents.exa());
  }

  /** Reads every committed record of the topics, in the order of each partition. */
  static List<ConsumerRecord<byte[], byte[]>> records(Predicate<String> topics) {
    Map<String, Object> config = Map.of(
      ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
      TestKafka.servers(),
      ConsumerConfig.ISOLATION_LEVEL_CONFIG,
      "read_committed"
    );
    List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
    try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      var partitions = consumer
        .listTopics()
        .values()
        .stream()
        .flatMap(List::stream)
        .filter(info -> topics.test(info.topic()))
        .map(info -> new TopicPartition(info.topic(), info.partition()))
        .toList();
      consumer.assign(partitions);
      consumer.seekToBeginning(partitions);
      var ends = consumer.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> consumer.position(p) < Objects.requireNonNull(ends.get(p)))) {
        consumer.poll(Duration.ofMillis(200)).forEach(all::add);
      }
    }
    return all;
  }

  String deployment() throws ExecutionException, InterruptedException {
    String id = Ids.fresh("pdp_", Instant.now());
    publish(DeploymentEvents.created(id, "prv_exa"));
    return id;
  }

  void publish(Event event) throws ExecutionException, InterruptedException {
    TopicSpec topic = Topics.DEPLOYMENT_EVENTS;
    log
      .producer()
      .send(
        new ProducerRecord<>(
          topic.name(),
          null,
          event.getMeta().getTenantId().getBytes(StandardCharsets.UTF_8),
          log.codec().encode(topic.name(), event),
          RecordHeaders.of(event, event.getMeta(), "deployment-service")
        )
      )
      .get();
  }

  static String exa(String deployment) {
    return (
      "{\"provider_auth_method_id\":\"pam_exa_key\",\"provider_deployment_id\":\"" +
      deployment +
      "\",\"value\":{\"token\":\"" +
      CANARY +
      "\"}}"
    );
  }

  JsonNode call(HttpMethod method, String path, String body, int status) {
    return send(KEY, method, "/provider-auth-configs" + path, body, status);
  }

  /** {@return the lines of a stream of server-sent events} */
  CompletableFuture<HttpResponse<Stream<String>>> stream(String path) {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
      .header("Authorization", "Bearer " + KEY)
      .header("Accept", "text/event-stream")
      .build();
    return HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofLines());
  }

  JsonNode api(HttpMethod method, String path, String body, int status) {
    return send(KEY, method, path, body, status);
  }

  JsonNode send(String key, HttpMethod method, String path, String body, int status) {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
      .timeout(Duration.ofSeconds(30))
      .header("Authorization", "Bearer " + key)
      .header("Content-Type", "application/json")
      .method(
        method.name(),
        body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body)
      )
      .build();
    HttpResponse<String> answer = HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).join();
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return JSON.readTree(answer.body());
  }
}
