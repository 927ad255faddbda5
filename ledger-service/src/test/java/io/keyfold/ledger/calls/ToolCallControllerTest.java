package io.keyfold.ledger.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.deployment.events.ProviderPublished;
import io.keyfold.ledger.audit.AuditEventsTest;
import io.keyfold.ledger.deployments.DeploymentsFold;
import io.keyfold.ledger.testing.LedgerSlice;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.testing.MapView;
import io.keyfold.schema.Provider;
import io.keyfold.schema.ProviderTool;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageCompleted;
import io.keyfold.usage.UsageEvent;
import io.keyfold.usage.UsageRecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

class ToolCallControllerTest {

  private static final Duration BOUND = Duration.ofSeconds(10);

  private AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
  private WebTestClient client = WebTestClient.bindToServer().build();
  private TestLedger ledger = new TestLedger();

  @BeforeEach
  void start() {
    ledger.close();
    context = new AnnotationConfigApplicationContext(LedgerSlice.class, ToolCallController.class);
    client = WebTestClient.bindToApplicationContext(context).configureClient().responseTimeout(BOUND).build();
    ledger = context.getBean(TestLedger.class);
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  void aCallShowsTheCredentialThatWasUsedAndTheDeclaredTool() {
    published("pdp_1");
    UsageRecorded start = Records.start("tcl_1/tool_calls", 1);
    UsageCompleted end = UsageCompleted.newBuilder(Records.completion(start, Outcome.PROVIDER_REFUSED, 2))
      .setCredentialVersion(1L)
      .setRefusedCredentialVersion(2L)
      .setErrorCode("provider_refused_credential")
      .build();
    ledger.write(start, end);

    JsonNode call = get("/tool-calls/tcl_1");

    assertThat(call.get("object").asString()).isEqualTo("session.tool_call");
    assertThat(call.get("status").asString()).isEqualTo("failed");
    assertThat(call.get("error").get("code").asString()).isEqualTo("provider_refused_credential");
    assertThat(call.get("credential").get("refused_version").asLong()).isEqualTo(2);
    assertThat(call.get("tool").get("name").asString()).isEqualTo("Send a message");
  }

  @Test
  void aCallUnderWayWaitsForAResponse() {
    ledger.write(Records.start("tcl_1/tool_calls", 1));

    assertThat(get("/tool-calls/tcl_1").get("status").asString()).isEqualTo("waiting_for_response");
  }

  @Test
  @Tag("promise-5")
  void anotherTenantFindsNothing() {
    ledger.write(Records.start("tcl_1/tool_calls", 1));

    for (String uri : List.of("/tool-calls/tcl_1", "/tool-calls/tcl_2", "/tool-calls/" + recent())) {
      client.get().uri(uri).header("Tenant", "tnt_b").exchange().expectStatus().isNotFound();
    }
    client
      .get()
      .uri("/tool-calls")
      .header("Tenant", "tnt_b")
      .exchange()
      .expectBody()
      .jsonPath("$.items.length()")
      .isEqualTo(0);
  }

  @Test
  @Tag("promise-3")
  void aCallThatWasJustMadeIsAwaited() {
    String id = recent();
    Thread later = Thread.ofVirtual().start(() -> ledger.write(Records.start(id + "/tool_calls", 1)));

    assertThat(
      get("/tool-calls/" + id)
        .get("id")
        .asString()
    ).isEqualTo(id);
    assertThat(later).isNotNull();
  }

  @Test
  void filtersAndPagesAreEvaluatedInTheDatabase() {
    List<UsageEvent> records = new ArrayList<>();
    for (int i = 0; i < 350; i++) {
      records.add(
        UsageRecorded.newBuilder(Records.start("tcl_" + (1000 + i) + "/tool_calls", 1 + i))
          .setSessionId("ses_" + (i % 7))
          .setUser(i % 2 == 0 ? "ada" : null)
          .setOccurredAt(Records.AT.plusSeconds(i))
          .build()
      );
    }
    // A resolution is not a tool call.
    records.add(
      UsageRecorded.newBuilder(Records.start("crs_1/credential_resolutions", 400))
        .setMeter("credential_resolutions")
        .build()
    );
    ledger.write(records.toArray(UsageEvent[]::new));

    assertThat(all("?limit=100")).hasSize(350).isSorted();
    assertThat(all("?limit=100&order=desc")).isEqualTo(all("?limit=100").reversed());
    assertThat(all("?limit=10&session_id=ses_3")).hasSize(50);
    assertThat(all("?limit=10&session_id=ses_3&user=ada")).hasSize(25);
    assertThat(all("?identity_id=ada&created_at[lt]=" + Records.AT.plusSeconds(10))).hasSize(5);
    assertThat(all("?created_at[gt]=" + Records.AT.plusSeconds(348))).containsExactly("tcl_1349");
    assertThat(all("?id=tcl_1007&id=tcl_9")).containsExactly("tcl_1007");
    assertThat(all("?agent_id=agt_1")).isEmpty();
    assertThat(all("?tool_id=send&provider_deployment_id=pdp_1&provider_auth_config_id=pac_1&limit=100")).hasSize(350);
  }

  private static String recent() {
    return Ids.fresh("tcl_", LedgerSlice.NOW);
  }

  private List<String> all(String query) {
    List<String> ids = new ArrayList<>();
    String cursor = "";
    boolean more = true;
    while (more) {
      JsonNode page = get("/tool-calls" + query + cursor);
      page.get("items").forEach(item -> ids.add(item.get("id").asString()));
      more = page.get("pagination").get("has_more_after").asBoolean();
      cursor = more ? "&after=" + ids.getLast() : "";
    }
    return ids;
  }

  private JsonNode get(String uri) {
    return Objects.requireNonNull(
      client.get().uri(uri).exchange().expectStatus().isOk().expectBody(JsonNode.class).returnResult().getResponseBody()
    );
  }

  private void published(String deployment) {
    Provider provider = Provider.newBuilder()
      .setId("prv_slack")
      .setVersionId("pvr_1")
      .setSlug("slack")
      .setName("Slack")
      .setPublisher("Slack")
      .setMcpUrl("https://mcp.example/mcp")
      .setAuthMethods(List.of())
      .setTools(List.of(ProviderTool.newBuilder().setId("ptl_1").setKey("send").setName("Send a message").build()))
      .build();
    List<DeploymentEvent> events = List.of(
      new ProviderPublished(AuditEventsTest.meta("prv_slack", 1), provider),
      DeploymentCreated.newBuilder().setMeta(AuditEventsTest.meta(deployment, 2)).setProviderId("prv_slack").build()
    );
    context.getBean("deploymentsView", MapView.class).apply(new DeploymentsFold(), events);
  }
}
