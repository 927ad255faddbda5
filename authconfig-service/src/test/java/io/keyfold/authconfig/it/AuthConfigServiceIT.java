package io.keyfold.authconfig.it;

import static io.keyfold.authconfig.testing.Given.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.authconfig.model.AuthConfigs;
import io.keyfold.authconfig.model.DeploymentCredentials;
import io.keyfold.authconfig.testing.DeploymentEvents;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpMethod;
import tools.jackson.databind.JsonNode;

/** Tests authconfig-service at its API edge. */
class AuthConfigServiceIT extends RunningService {

  @Test
  @Tag("promise-3")
  void aNewDeploymentAcceptsACredentialImmediately() throws ExecutionException, InterruptedException {
    for (int i = 0; i < 200; i++) {
      String deployment = deployment();
      JsonNode created = call(HttpMethod.POST, "", exa(deployment), 200);
      assertThat(call(HttpMethod.GET, "/" + created.path("id").stringValue(), "", 200)).isEqualTo(created);
    }
  }

  @Test
  void archivingADeploymentArchivesItsAuthConfigsAndRejectsNewOnes() throws ExecutionException, InterruptedException {
    String deployment = deployment();
    String id = call(HttpMethod.POST, "", exa(deployment), 200).path("id").stringValue();
    publish(DeploymentEvents.archived(deployment, "prv_exa", 2));
    await()
      .atMost(Duration.ofSeconds(20))
      .untilAsserted(() ->
        assertThat(
          call(HttpMethod.GET, "/" + id, "", 200)
            .path("status")
            .stringValue()
        ).isEqualTo("archived")
      );
    assertThat(call(HttpMethod.POST, "", exa(deployment), 400).path("code").stringValue()).isEqualTo(
      "use_after_delete"
    );
  }

  @Test
  void theTenantsDefaultIsAttachedToANewDeployment() throws ExecutionException, InterruptedException {
    String body =
      "{\"provider_auth_method_id\":\"pam_exa_key\",\"is_default\":true,\"value\":{\"token\":\"" + CANARY + "\"}}";
    String id = call(HttpMethod.POST, "", body, 200).path("id").stringValue();
    String deployment = deployment();
    await()
      .atMost(Duration.ofSeconds(20))
      .untilAsserted(() ->
        assertThat(
          authConfigsView
            .find(AuthConfigs.deployment(ACME, deployment))
            .map(DeploymentCredentials::attachedAuthConfigId)
        ).contains(id)
      );
    call(HttpMethod.DELETE, "/" + id, "", 200);
  }

  @Test
  @Tag("promise-4")
  void noTopicContainsTheSecret() throws ExecutionException, InterruptedException {
    String deployment = deployment();
    String id = call(HttpMethod.POST, "", exa(deployment), 200).path("id").stringValue();
    call(HttpMethod.PATCH, "/" + id, "{\"value\":{\"token\":\"" + CANARY + "-2\"}}", 200);
    call(HttpMethod.PATCH, "/" + id, "{\"value\":{\"token\":{\"" + CANARY + "\":1}}}", 400);
    assertThat(everything()).contains(id).doesNotContain(CANARY);
  }

  private static String everything() {
    StringBuilder all = new StringBuilder();
    records(topic -> !topic.startsWith("__")).forEach(message -> {
      all.append(new String(Objects.requireNonNullElse(message.key(), new byte[0]), StandardCharsets.ISO_8859_1));
      all.append(new String(Objects.requireNonNullElse(message.value(), new byte[0]), StandardCharsets.ISO_8859_1));
    });
    return all.toString();
  }
}
