package io.keyfold.standalone.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.deployment.DeploymentServiceApplication;
import io.keyfold.platform.start.StartProblem;
import io.keyfold.standalone.broker.Broker;
import io.keyfold.standalone.broker.BrokerSettings;
import io.keyfold.standalone.http.Listener;
import io.keyfold.standalone.http.Service;
import io.keyfold.standalone.registry.Registry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.http.server.reactive.ContextPathCompositeHandler;

/** A service while the schema registry is down. */
class RegistryOutageIT {

  private static final String KEY = "kf_sk_registry-outage-first-key-0123456789";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  @TempDir
  Path folder;

  private final ResourceStack resources = new ResourceStack();

  @AfterEach
  void stop() {
    resources.close();
  }

  @Test
  void aStartWithoutTheRegistryFailsWithOneLineThatNamesItsUrl() throws IOException {
    DataFolder data = data();
    String kafka = kafka(data);
    // A bound socket that does not listen reserves the port and refuses connections.
    Socket bound = resources.add(new Socket());
    bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    int freePort = bound.getLocalPort();

    assertThatThrownBy(() -> run(data, kafka, freePort)).satisfies(failure ->
      assertThat(StartProblem.describe(failure))
        .contains("the schema registry at http://127.0.0.1:" + freePort + "/registry is unavailable")
        .doesNotContain("\n")
    );
  }

  @Test
  void writesSucceedDuringARegistryOutageAlsoOfNewRecordTypes() throws Exception {
    DataFolder data = data();
    String kafka = kafka(data);
    Registry registry = resources.add(Registry.open(kafka));
    Listener listener = Listener.bind(
      "registry",
      "127.0.0.1",
      0,
      Duration.ZERO,
      new ContextPathCompositeHandler(Map.of("/registry", registry.handler()))
    );
    ConfigurableApplicationContext service = resources.add(run(data, kafka, listener.port()));
    String url = "http://127.0.0.1:" + service.getEnvironment().getProperty("local.server.port");
    Awaitility.await()
      .atMost(TIMEOUT)
      .ignoreExceptions()
      .until(() -> call(url, "GET", "/providers/prv_exa", "").statusCode() == 200);

    listener.close();

    HttpResponse<String> created = call(
      url,
      "POST",
      "/provider-deployments",
      "{\"name\":\"A\",\"provider_id\":\"prv_exa\"}"
    );
    assertThat(created.statusCode()).as(created.body()).isEqualTo(200);
    String path = "/provider-deployments/" + created.body().replaceAll("(?s).*?\"id\":\"(pdp_[^\"]+)\".*", "$1");
    for (List<String> next : List.of(List.of("PATCH", "{\"name\":\"B\"}"), List.of("DELETE", ""))) {
      HttpResponse<String> answer = call(url, next.get(0), path, next.get(1));
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }

  private DataFolder data() {
    return resources.add(DataFolder.open(folder.resolve("data")));
  }

  private String kafka(DataFolder data) {
    var settings = new BrokerSettings(data.folder("kafka"), 0);
    return resources.add(Broker.start(settings)).bootstrapServers();
  }

  private static ConfigurableApplicationContext run(DataFolder data, String kafka, int registryPort) {
    Options options = new Options("127.0.0.1", 0, data.root(), 0, 0);
    Launch launch = new Launch(options, Map.of("server.port", "0", "management.server.port", "0"), KEY, line -> {});
    Addresses addresses = new Addresses("127.0.0.1", 0, registryPort, kafka);
    Map<String, String> settings = new HashMap<>(
      new ServiceApplications(addresses, data, launch).settings(Service.DEPLOYMENT)
    );
    return new SpringApplicationBuilder(DeploymentServiceApplication.class)
      .web(WebApplicationType.REACTIVE)
      .registerShutdownHook(false)
      .run(
        settings
          .entrySet()
          .stream()
          .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
          .toArray(String[]::new)
      );
  }

  private static HttpResponse<String> call(String url, String method, String path, String body) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
      .timeout(Duration.ofSeconds(30))
      .header("Authorization", "Bearer " + KEY)
      .header("Content-Type", "application/json")
      .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
      .build();
    return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
