package io.keyfold.ledger.cost;

import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.testing.LedgerSlice;
import io.keyfold.ledger.testing.PriceLists;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.schema.PriceListTerms;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.Payer;
import io.keyfold.usage.UsageRecorded;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;

/** The edge without calls and prices. */
abstract class CostEdge {

  static final TenantId TENANT = new TenantId("tnt_a");
  static final String DAY = "from=2026-11-22T00:00:00Z&to=2026-11-23T00:00:00Z&granularity=total";
  static final String COSTS = "/costs?" + DAY;
  static final String RECORDS = "/costs/records?" + DAY.replace("&granularity=total", "");

  AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
  WebTestClient client = WebTestClient.bindToServer().build();
  long sequence;

  @BeforeEach
  void start() {
    context = new AnnotationConfigApplicationContext(LedgerSlice.class, CostController.class);
    client = WebTestClient.bindToApplicationContext(context).build();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  void list(TenantId owner, String id, PriceListTerms terms) {
    append(PriceLists.create(owner, id, terms, Instant.parse("2026-11-01T00:00:00Z")));
  }

  @SuppressWarnings("unchecked")
  void append(LedgerCommand command) {
    InMemoryLog<LedgerCommand, LedgerEvent> log = context.getBean("priceListsView", InMemoryLog.class);
    log.append(command).block();
  }

  void call(String tool, Outcome outcome, Payer payer) {
    UsageRecorded start = write(record(tool).setPayer(payer));
    ledger().write(Records.completion(start, outcome, ++sequence));
    folded();
  }

  UsageRecorded.Builder record(String tool) {
    long next = ++sequence;
    return UsageRecorded.newBuilder(Records.start("tcl_" + (1000 + next) + "/tool_calls", next))
      .setTool(tool)
      .setOutcome(Outcome.UNKNOWN)
      .setOccurredAt(Records.AT.plusSeconds(next));
  }

  UsageRecorded write(UsageRecorded.Builder record) {
    UsageRecorded built = record.build();
    ledger().write(built);
    folded();
    return built;
  }

  TestLedger ledger() {
    return context.getBean(TestLedger.class);
  }

  void folded() {
    ledger().positions().forEach(context.getBean(FoldedTopic.class)::advance);
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
}
