package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.log.RawTopics;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.mcp.McpClient;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningKeyfold.class)
@Tag("promise-4")
class CanaryIT {

  private final Canary canary = new Canary();
  private final Canary rotated = new Canary();
  private final List<Canary> canaries = new ArrayList<>(List.of(canary, rotated));
  private final List<String> found = new ArrayList<>();

  @Test
  void aCredentialIsInNoTopicFileLogMetricOrResponse(Keyfold keyfold) {
    Keyfold.Internals internals = keyfold.requireInternals();

    useAndMisuse(new Tenant(keyfold.newTenant("Acme Corp")));

    Set<String> topics = new RawTopics(internals.kafka()).everything(this::scan);
    assertThat(topics).contains("authconfig.commands", "authconfig.events", "authconfig.keys", "usage.records");
    for (String service : List.of("deployment-service", "authconfig-service", "session-service")) {
      ApiResponse metrics = Api.beside(internals.management())
        .get("/" + service + "/actuator/prometheus")
        .expect(200);
      scan(metrics.text(), "metrics of " + service);
    }
    assertThat(scanFiles(internals.data())).isGreaterThan(10);
    assertThat(found).isEmpty();
  }

  @Test
  void aKeyInTheQueryIsInNoTopicFileLogOrMetric(Keyfold keyfold) {
    Keyfold.Internals internals = keyfold.requireInternals();

    useKeysInTheQuery(new Tenant(keyfold.newTenant("Acme Corp")));

    new RawTopics(internals.kafka()).everything(this::scan);
    scan(
      Api.beside(internals.management()).get("/session-service/actuator/prometheus").expect(200).text(),
      "metrics of session-service"
    );
    assertThat(scanFiles(internals.data())).isGreaterThan(10);
    assertThat(found).isEmpty();
  }

  private void useKeysInTheQuery(Tenant tenant) {
    try (KeyedMcpServer vendor = KeyedMcpServer.start(canary.secret())) {
      String deployment = tenant.deployment(tenant.provider(vendor));
      tenant.authConfig(deployment, canary.secret());
      ApiResponse session = tenant.session(deployment);
      String secret = session.text("client_secret");
      String key = tenant.api().key();
      canaries.addAll(List.of(new Canary(secret), new Canary(key)));
      Map<String, Object> ping = Map.of("jsonrpc", "2.0", "id", 1, "method", "ping");
      String url = session.text("connection_url");
      scan(
        Api.at(url + "?key=" + secret, "")
          .post("", ping)
          .expect(200)
      );
      scan(
        Api.beside(url + "?key=" + secret)
          .get("")
          .expect(406)
      );
      scan(
        Api.at(url + "?key=" + key, "")
          .post("", ping)
          .expect(401)
      );
      scan(
        Api.at(url + "?token=" + key, key)
          .post("", ping)
          .expect(401)
      );
      scan(
        Api.beside(url + "/nowhere?key=" + key)
          .get("")
          .expect(404)
      );
      for (String read : List.of("/sessions", "/sessions/" + session.id() + "/secrets", "/audit-events?limit=100")) {
        scan(tenant.api().get(read).expect(200));
      }
    }
  }

  private void useAndMisuse(Tenant tenant) {
    try (KeyedMcpServer vendor = KeyedMcpServer.start(canary.secret())) {
      String deployment = tenant.deployment(tenant.provider(vendor));
      ApiResponse created = tenant
        .api()
        .post("/provider-auth-configs", Tenant.authConfigBody(deployment, canary.secret()));
      scan(created.expect(200));
      ApiResponse session = scan(tenant.session(deployment));
      McpClient agent = McpClient.connect(session.text("connection_url"), tenant.api().key());
      String echo = agent.toolNamed("echo");
      agent.callTool(echo, Map.of("text", "hello"));
      tenant.resolve(deployment).expect(200);
      vendor.take(rotated.secret());
      scan(tenant.call(session.id(), echo, "refused").expect(502));
      String path = "/provider-auth-configs/" + created.id();
      scan(
        tenant
          .api()
          .patch(path, Map.of("value", Map.of("api_key", rotated.secret())))
          .expect(200)
      );
      scan(tenant.call(session.id(), echo, "hello").expect(200));
      assertThat(vendor.keysOfCalls()).containsExactly(canary.secret(), rotated.secret());
      invalidBodies(deployment).forEach(body -> scan(tenant.api().post("/provider-auth-configs", body).expect(400)));
      invalidBodies(deployment).forEach(body -> scan(tenant.api().patch(path, body).expect(400)));
      vendor.closePort();
      scan(tenant.call(session.id(), echo, "gone"));
      reads(created.id()).forEach(read -> scan(tenant.api().get(read).expect(200)));
      scan(tenant.api().delete(path).expect(200));
    }
  }

  /** Rejected bodies, each with the secret in another wrong place. */
  private List<Object> invalidBodies(String deployment) {
    String secret = canary.secret();
    String whole = "{\"provider_auth_method_id\":\"api_key\",\"provider_deployment_id\":\"" + deployment + "\",";
    return List.of(
      whole + "\"value\":{\"api_key\":[\"" + secret + "\"]}}",
      whole + "\"value\":{\"api_key\":{\"deep\":\"" + secret + "\"}}}",
      whole + "\"value\":{\"api_key\":\"x\",\"other\":\"" + secret + "\"}}",
      whole + "\"value\":\"" + secret + "\"}",
      whole + "\"value\":{\"api_key\":\"" + secret + "\"",
      whole + "\"value\":{\"api_key\":\"" + secret + "\"},\"metadata\":7}"
    );
  }

  private static List<String> reads(String authConfig) {
    return List.of(
      "/provider-auth-configs",
      "/provider-auth-configs/" + authConfig,
      "/provider-deployments",
      "/sessions",
      "/session-providers",
      "/tool-calls",
      "/usage",
      "/audit-events?limit=100"
    );
  }

  private ApiResponse scan(ApiResponse response) {
    scan(response.text(), "a response: " + response.status());
    return response;
  }

  private void scan(ConsumerRecord<byte[], byte[]> entry) {
    String place = "topic " + entry.topic() + " at " + entry.partition() + "/" + entry.offset();
    scan(entry.key(), place);
    scan(entry.value(), place);
    for (Header header : entry.headers()) {
      scan(header.value(), place + " header " + header.key());
    }
  }

  private void scan(String text, String place) {
    scan(text.getBytes(StandardCharsets.UTF_8), place);
  }

  private void scan(byte @Nullable [] bytes, String place) {
    if (bytes != null) {
      canaries.forEach(each -> each.in(bytes, place).ifPresent(found::add));
    }
  }

  /** Scans log files and output, Kafka's segments (not their indexes), the views and the spool. */
  private long scanFiles(Path data) {
    try (Stream<Path> files = Files.walk(data)) {
      List<Path> all = files
        .filter(Files::isRegularFile)
        .filter(file -> !file.toString().endsWith("index"))
        .toList();
      all.forEach(file -> scan(read(file), "file " + data.relativize(file)));
      return all.size();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      return new byte[0];
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
