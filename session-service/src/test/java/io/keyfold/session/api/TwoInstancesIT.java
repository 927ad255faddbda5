package io.keyfold.session.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.signal.KafkaSignalLog;
import io.keyfold.platform.testing.TestKafka;
import io.keyfold.platform.testing.TestRegistry;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.TopicInitializer;
import io.keyfold.platform.topic.TopicProperties;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.session.testing.ClassicServer;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.SessionApi;
import io.keyfold.session.testing.TestUpstreams;
import io.keyfold.session.upstream.UpstreamClients;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;

/** One client's messages reach two instances, whose signals go over a real broker. */
@Tag("kafka")
class TwoInstancesIT {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String CONNECTION = "scn_1";

  private final ClassicServer provider = new ClassicServer();
  private final Instance one = new Instance();
  private final Instance other = new Instance();
  private String session = "";
  private String tag = "";

  @BeforeAll
  static void topics() {
    TopicProperties properties = new TopicProperties(2, (short) 1, 1, BOUND);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", TestKafka.servers()))) {
      new TopicInitializer(admin, properties).ensure(
        List.of(Topics.SESSION_SIGNALS, Topics.SESSION_SIGNALS.deadLetters())
      );
    }
  }

  @BeforeEach
  void given() {
    for (Instance instance : List.of(one, other)) {
      instance.api.given(
        Events.provider(provider.url(), InjectionPlace.BEARER, null),
        Events.deployment(Fixtures.TENANT, "pdp_1")
      );
      instance.api.given(Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL));
    }
    String created = Objects.requireNonNull(
      one
        .client()
        .post()
        .uri("/sessions")
        .contentType(MediaType.APPLICATION_JSON)
        .bodyValue("{\"providers\":[{\"provider_deployment_id\":\"pdp_1\"}]}")
        .exchange()
        .expectStatus()
        .isOk()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody()
    );
    session = JsonPath.read(created, "$.id");
    tag = JsonPath.read(created, "$.providers[0].tag");
    other.api.given(one.api.events());
  }

  @AfterEach
  void tearDown() {
    one.close();
    other.close();
    provider.close();
  }

  @Test
  void aCancellationAtTheOtherInstanceReachesTheServer() {
    Disposable call = request(one, 7, "tools/call", "{'name':'search_" + tag + "','arguments':{}}");
    await()
      .atMost(BOUND)
      .until(() -> provider.received().contains("tools/call"));

    notify(other, "notifications/cancelled", "{'requestId':7}");

    await()
      .atMost(BOUND)
      .until(() -> provider.received().contains("notifications/cancelled"));
    call.dispose();
  }

  @Test
  @Tag("promise-5")
  void aCancellationOfAnotherClientDoesNot() {
    Disposable call = request(one, 7, "tools/call", "{'name':'search_" + tag + "','arguments':{}}");
    await()
      .atMost(BOUND)
      .until(() -> provider.received().contains("tools/call"));

    send(other, "scn_2", "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':7}}");
    send(other, CONNECTION, "{'jsonrpc':'2.0','method':'notifications/cancelled','params':{'requestId':8}}");

    // Its own cancellation is later on the log, and the only one that had an effect.
    assertThat(provider.received()).doesNotContain("notifications/cancelled");
    notify(other, "notifications/cancelled", "{'requestId':7}");
    await()
      .atMost(BOUND)
      .until(() -> provider.received().contains("notifications/cancelled"));
    assertThat(provider.received()).containsOnlyOnce("notifications/cancelled");
    call.dispose();
  }

  @Test
  void aSubscriptionAtTheOtherInstanceReachesTheOpenStream() {
    List<String> events = new CopyOnWriteArrayList<>();
    Disposable stream = stream(one, events);
    await()
      .atMost(BOUND)
      .until(() -> provider.streams() == 1);

    subscribe("resources/subscribe");

    updated(events, "file:///a");
    stream.dispose();
  }

  @Test
  void aStreamThatOpensLaterServesTheSubscription() {
    subscribe("resources/subscribe");
    List<String> events = new CopyOnWriteArrayList<>();
    Disposable stream = stream(one, events);

    updated(events, "file:///a");
    stream.dispose();
  }

  @Test
  void anEndedSubscriptionEndsAtBothInstances() {
    List<String> events = new CopyOnWriteArrayList<>();
    Disposable stream = stream(one, events);
    subscribe("resources/subscribe");
    updated(events, "file:///a");

    subscribe("resources/unsubscribe");

    await()
      .atMost(BOUND)
      .until(() -> provider.observers("file:///a") == 0);
    stream.dispose();
  }

  @Test
  void aRequestThatAServerSendsBeforeTheStreamIsOpenIsHeld() {
    provider.askingForRoots();
    String initialize =
      "{'jsonrpc':'2.0','id':1,'method':'initialize','params':{'protocolVersion':'2025-11-25'," +
      "'capabilities':{'roots':{}},'clientInfo':{'name':'test','version':'1'}}}";
    String connection = Objects.requireNonNull(
      post(one, "", initialize)
        .exchange()
        .expectStatus()
        .isOk()
        .returnResult()
        .getResponseHeaders()
        .getFirst("Mcp-Session-Id")
    );
    await()
      .atMost(BOUND)
      .until(() -> provider.streams() == 1);

    List<String> events = new CopyOnWriteArrayList<>();
    Disposable stream = stream(one, connection, events);

    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(events).anySatisfy(event -> assertThat(event).contains("roots/list")));
    assertThat(provider.streams()).isEqualTo(1);
    assertThat(provider.received()).containsOnlyOnce("initialize");
    stream.dispose();
  }

  private void updated(List<String> events, String uri) {
    await()
      .atMost(BOUND)
      .until(() -> provider.observers(uri) == 1);
    provider.update(uri);
    await()
      .atMost(BOUND)
      .untilAsserted(() ->
        assertThat(events).anySatisfy(event ->
          assertThat(event).contains("notifications/resources/updated", "p" + tag + "+" + uri)
        )
      );
  }

  /** At the other instance, which answers. */
  private void subscribe(String method) {
    String body = "{'jsonrpc':'2.0','id':1,'method':'" + method + "','params':{'uri':'p" + tag + "+file:///a'}}";
    assertThat(send(other, CONNECTION, body)).contains("\"result\"");
  }

  private void notify(Instance instance, String method, String params) {
    send(instance, CONNECTION, "{'jsonrpc':'2.0','method':'" + method + "','params':" + params + "}");
  }

  private String send(Instance instance, String connection, String body) {
    return Objects.requireNonNullElse(
      post(instance, connection, body)
        .exchange()
        .expectStatus()
        .is2xxSuccessful()
        .expectBody(String.class)
        .returnResult()
        .getResponseBody(),
      ""
    );
  }

  private Disposable request(Instance instance, int id, String method, String params) {
    String body = "{'jsonrpc':'2.0','id':" + id + ",'method':'" + method + "','params':" + params + "}";
    return Schedulers.boundedElastic().schedule(() -> post(instance, CONNECTION, body).exchange());
  }

  private WebTestClient.RequestHeadersSpec<?> post(Instance instance, String connection, String body) {
    return instance
      .client()
      .post()
      .uri("/mcp/" + session)
      .header("Mcp-Session-Id", connection)
      .header("MCP-Protocol-Version", "2025-11-25")
      .accept(MediaType.APPLICATION_JSON, MediaType.TEXT_EVENT_STREAM)
      .contentType(MediaType.APPLICATION_JSON)
      .bodyValue(body.replace('\'', '"'));
  }

  private Disposable stream(Instance instance, List<String> events) {
    return stream(instance, CONNECTION, events);
  }

  private Disposable stream(Instance instance, String connection, List<String> events) {
    return instance
      .client()
      .get()
      .uri("/mcp/" + session)
      .header("Mcp-Session-Id", connection)
      .header("MCP-Protocol-Version", "2025-11-25")
      .accept(MediaType.TEXT_EVENT_STREAM)
      .exchange()
      .expectStatus()
      .isOk()
      .returnResult(String.class)
      .getResponseBody()
      .subscribe(events::add, failure -> {});
  }

  /** An instance with its own connections to servers. */
  private static final class Instance {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Producer<byte[], byte[]> producer = new KafkaProducer<>(
      Map.of("bootstrap.servers", TestKafka.servers()),
      new ByteArraySerializer(),
      new ByteArraySerializer()
    );
    private final KafkaSignalLog signals = signals();
    private final UpstreamClients upstream = TestUpstreams.clients(
      TestUpstreams.properties(
        new TestUpstreams.Times(
          Duration.ofSeconds(5),
          Duration.ofSeconds(10),
          Duration.ofSeconds(60),
          Duration.ofMinutes(2)
        ),
        DataSize.ofMegabytes(1),
        DataSize.ofMegabytes(2)
      ),
      meters
    );
    private final SessionApi api = new SessionApi(upstream, signals);
    private final DisposableServer server = api.serve();

    private Instance() {
      signals.start();
    }

    private KafkaSignalLog signals() {
      AvroCodec codec = AvroCodec.of(Map.of("schema.registry.url", TestRegistry.url("two-instances")), false);
      return new KafkaSignalLog(
        new KafkaSignalLog.Destination("session-service", Topics.SESSION_SIGNALS),
        new KafkaSignalLog.Parts(
          producer,
          Map.of("bootstrap.servers", TestKafka.servers()),
          codec,
          new DeadLetters(producer, codec, meters, Clock.systemUTC()),
          Schedulers.boundedElastic(),
          new ThreadSupervisor(meters),
          Clock.systemUTC(),
          meters
        )
      );
    }

    private WebTestClient client() {
      return WebTestClient.bindToServer()
        .baseUrl("http://127.0.0.1:" + server.port())
        .defaultHeader("Authorization", "Bearer " + SessionApi.KEY)
        .responseTimeout(BOUND)
        .build();
    }

    private void close() {
      server.disposeNow();
      upstream.close();
      api.close();
      signals.close();
      producer.close();
    }
  }
}
