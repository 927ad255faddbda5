package io.keyfold.ledger.usage;

import io.keyfold.ledger.testing.LedgerSlice;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.usage.UsageRecorded;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

/** The edge with a few calls of two deployments. */
abstract class UsageEdge {

  static final String DAY = "/usage?from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z";

  AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
  WebTestClient client = WebTestClient.bindToServer().build();
  long sequence;

  @BeforeEach
  void start() {
    context = new AnnotationConfigApplicationContext(LedgerSlice.class, UsageController.class);
    client = WebTestClient.bindToApplicationContext(context).build();
    calls(3, "pdp_1", 1, "ses_1");
    calls(4, "pdp_1", 2, "ses_1");
    calls(5, "pdp_2", 1, "ses_2");
  }

  @AfterEach
  void stop() {
    context.close();
  }

  void refused(String uri) {
    client.get().uri(uri).exchange().expectStatus().isBadRequest();
  }

  BodyContentSpec get(String uri) {
    return client.get().uri(uri).exchange().expectStatus().isOk().expectBody();
  }

  String text(String uri) {
    return String.valueOf(
      client.get().uri(uri).exchange().expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody()
    );
  }

  TestLedger ledger() {
    return context.getBean(TestLedger.class);
  }

  void calls(int count, String deployment, long version, @Nullable String session) {
    List<UsageRecorded> calls = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      UsageRecorded call = record(deployment, version, session);
      calls.add(
        session == null
          ? UsageRecorded.newBuilder(call)
              .setTool("tool" + i)
              .build()
          : call
      );
    }
    ledger().write(calls.toArray(UsageRecorded[]::new));
    ledger().positions().forEach(context.getBean(FoldedTopic.class)::advance);
  }

  UsageRecorded record(String deployment, long version, @Nullable String session) {
    long next = ++sequence;
    return UsageRecorded.newBuilder(Records.start("tcl_" + next + "/tool_calls", next))
      .setProviderDeploymentId(deployment)
      .setCredentialVersion(version)
      .setSessionId(session)
      .build();
  }
}
