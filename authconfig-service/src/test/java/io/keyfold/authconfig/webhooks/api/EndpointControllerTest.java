package io.keyfold.authconfig.webhooks.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.testing.Edge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

class EndpointControllerTest {

  private static final String PATH = "/webhook-endpoints";

  private final Edge edge = new Edge();

  @AfterEach
  void stop() {
    edge.close();
  }

  @Test
  @Tag("promise-4")
  void onlyCreationAndRotationShowTheSecret() {
    JsonNode created = create("");
    String secret = created.path("secret").stringValue();
    String self = PATH + "/" + created.path("id").stringValue();

    assertThat(created.path("id").stringValue()).startsWith("whe_");
    assertThat(created.path("status").stringValue()).isEqualTo("enabled");
    assertThat(created.path("event_types").isNull()).isTrue();
    assertThat(secret).startsWith("whsec_");
    assertThat(edge.send(HttpMethod.GET, self, "", 200).path("secret").isNull()).isTrue();
    assertThat(edge.send(HttpMethod.GET, PATH, "", 200).at("/items/0/secret").isNull()).isTrue();
    JsonNode rotated = edge.send(HttpMethod.POST, self + "/rotate-secret", "{}", 200);
    assertThat(rotated.path("secret").stringValue()).startsWith("whsec_").isNotEqualTo(secret);
    assertThat(rotated.path("previous_secret_usable_until").stringValue()).isEqualTo("2026-01-02T00:00:00.000Z");
    assertThat(edge.log().events().toString()).doesNotContain(secret.substring(6));
  }

  @Test
  void aRequestThatBreaksARuleNamesTheField() {
    assertThat(path("{'url':'http://acme.example/hook'}")).isEqualTo("[\"url\"]");
    assertThat(path("{'url':'https://10.0.0.1/hook'}")).isEqualTo("[\"url\"]");
    assertThat(path("{'url':'https://acme.example','event_types':['auth_config.created','ping']}")).isEqualTo(
      "[\"event_types\",\"1\"]"
    );
    assertThat(path("{'url':'https://acme.example','event_types':[]}")).isEqualTo("[\"event_types\"]");
    String rotate = PATH + "/" + create("").path("id").stringValue() + "/rotate-secret";
    for (String period : new String[] { "P8D", "-PT1S", "tomorrow" }) {
      JsonNode refused = edge.send(HttpMethod.POST, rotate, "{'grace_period':'" + period + "'}", 400);
      assertThat(refused.at("/errors/0/path").toString()).as(period).isEqualTo("[\"grace_period\"]");
    }
  }

  @Test
  void aChangeKeepsWhatItDoesNotName() {
    String self =
      PATH + "/" + create(",'event_types':['auth_config.created'],'description':'one'").path("id").stringValue();

    JsonNode changed = edge.send(HttpMethod.PATCH, self, "{'description':'two','status':'disabled'}", 200);

    assertThat(changed.path("description").stringValue()).isEqualTo("two");
    assertThat(changed.path("status").stringValue()).isEqualTo("disabled");
    assertThat(changed.at("/event_types/0").stringValue()).isEqualTo("auth_config.created");
    assertThat(edge.send(HttpMethod.GET, PATH + "?status=disabled", "", 200).path("items")).hasSize(1);
    JsonNode all = edge.send(HttpMethod.PATCH, self, "{'event_types':null,'status':'enabled'}", 200);
    assertThat(all.path("event_types").isNull()).isTrue();
  }

  @Test
  void anArchivedEndpointIsGone() {
    String self = PATH + "/" + create("").path("id").stringValue();
    edge.send(HttpMethod.DELETE, self, "", 200);
    edge.send(HttpMethod.PATCH, self, "{'description':'x'}", 410);
    edge.send(HttpMethod.POST, self + "/rotate-secret", "{}", 410);
    edge.send(HttpMethod.POST, self + "/test", "", 410);
    assertThat(edge.send(HttpMethod.GET, PATH, "", 200).path("items")).isEmpty();
    assertThat(edge.send(HttpMethod.GET, PATH + "?status=archived", "", 200).path("items")).hasSize(1);
  }

  @Test
  @Tag("promise-5")
  void deliveriesAreTheTenantsOwn() {
    String self = PATH + "/" + create("").path("id").stringValue();
    JsonNode ping = edge.send(HttpMethod.POST, self + "/test", "", 200);
    String delivery = self + "/deliveries/" + ping.path("id").stringValue();

    assertThat(ping.path("status").stringValue()).isEqualTo("pending");
    assertThat(ping.at("/payload/type").stringValue()).isEqualTo("ping");
    assertThat(edge.send(HttpMethod.GET, self + "/deliveries", "", 200).at("/items/0")).isEqualTo(ping);
    assertThat(edge.send(HttpMethod.GET, self + "/deliveries?status=failed", "", 200).path("items")).isEmpty();
    assertThat(edge.send(HttpMethod.POST, delivery + "/resend", "", 200).path("id")).isEqualTo(ping.path("id"));
    edge.send("tnt_other", HttpMethod.GET, self, "", 404);
    edge.send("tnt_other", HttpMethod.GET, self + "/deliveries", "", 404);
    edge.send("tnt_other", HttpMethod.GET, delivery, "", 404);
    edge.send("tnt_other", HttpMethod.POST, delivery + "/resend", "", 404);
    edge.send("tnt_other", HttpMethod.POST, self + "/test", "", 404);
  }

  private JsonNode create(String fields) {
    return edge.send(HttpMethod.POST, PATH, "{'url':'https://acme.example/hook'" + fields + "}", 200);
  }

  private String path(String body) {
    return edge.send(HttpMethod.POST, PATH, body, 400).at("/errors/0/path").toString();
  }
}
