package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(RunningKeyfold.class)
class QuickStartIT {

  @Test
  void theTwoQuickStartCallsAndASessionWithOnlyTheDeploymentId(Keyfold keyfold) {
    Api api = keyfold.newTenant("Acme Corp");

    ApiResponse deployment = api
      .post(
        "/provider-deployments",
        """
        {
        "name": "Acme Corp Slack",
        "provider_id": "prv_slack"
        }"""
      )
      .expect(200);
    assertThat(deployment.id()).startsWith("pdp_");
    assertThat(deployment.text("status")).isEqualTo("active");
    assertThat(deployment.text("provider_id")).isEqualTo("prv_slack");

    ApiResponse credentials = api
      .post(
        "/provider-auth-configs",
        """
        {
        "name": "Acme Corp Slack Credentials",
        "provider_auth_method_id": "pam_slack_oauth",
        "provider_deployment_id": "pdp_abc123",
        "value": {
        "client_id": "your-oauth-client-id",
        "client_secret": "your-oauth-client-secret"
        }
        }""".replace("pdp_abc123", deployment.id())
      )
      .expect(200);
    assertThat(credentials.text("status")).isEqualTo("active");
    assertThat(credentials.body().path("deployment").path("id").asString()).isEqualTo(deployment.id());
    assertThat(credentials.body().path("credentials").path("type").asString()).isEqualTo("oauth");
    assertThat(credentials.text()).doesNotContain("your-oauth-client-id", "your-oauth-client-secret");

    ApiResponse session = api
      .post("/sessions", "{\"providers\":[{\"provider_deployment_id\":\"" + deployment.id() + "\"}]}")
      .expect(200);
    assertThat(session.body().path("providers").path(0).path("deployment").path("id").asString()).isEqualTo(
      deployment.id()
    );
    assertThat(session.text("connection_url")).startsWith("http");
  }
}
