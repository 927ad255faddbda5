package io.keyfold.authconfig.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Endpoints at addresses that the egress policy rejects, in an installation with the defaults. */
class WebhookAddressIT extends RunningService {

  @Test
  @Tag("promise-5")
  void anEndpointWithAPrivateAddressIsRejected() {
    for (String url : new String[] {
      "http://acme.example/hook",
      "https://localhost/hook",
      "https://127.0.0.1/hook",
      "https://10.1.2.3/hook",
      "https://169.254.169.254/latest/meta-data",
      "https://[::1]/hook",
      "https://user:password@acme.example/hook",
      "ftp://acme.example/hook",
    }) {
      JsonNode refused = send(KEY, HttpMethod.POST, "/webhook-endpoints", "{\"url\":\"" + url + "\"}", 400);
      assertThat(refused.path("errors").get(0).path("path").toString()).as(url).contains("url");
    }
  }
}
