package io.keyfold.ledger.exports;

import static io.keyfold.ledger.testing.PriceLists.price;
import static io.keyfold.ledger.testing.PriceLists.terms;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.deployment.events.DeploymentCreated;
import io.keyfold.deployment.events.DeploymentUpdated;
import io.keyfold.ledger.commands.CreateExport;
import io.keyfold.ledger.commands.DeleteExport;
import io.keyfold.ledger.commands.FinishExport;
import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.decide.LedgerDecider;
import io.keyfold.ledger.deployments.Deployments;
import io.keyfold.ledger.deployments.DeploymentsFold;
import io.keyfold.ledger.deployments.Directory;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.prices.PriceListsFold;
import io.keyfold.ledger.storage.FailingStorage;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.store.RetainedFrom;
import io.keyfold.ledger.testing.PriceLists;
import io.keyfold.ledger.testing.Records;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapView;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.schema.EventMeta;
import io.keyfold.usage.Outcome;
import io.keyfold.usage.UsageRecorded;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExporterTest {

  private static final Instant AT = Instant.parse("2026-10-25T10:00:00Z");

  @TempDir
  Path folder;

  private final InMemoryLog<LedgerCommand, LedgerEvent> log = new InMemoryLog<>(
    LedgerCommand.class,
    new LedgerDecider(),
    List.of(new PriceListsFold(), new ExportsFold())
  );
  private TestLedger ledger = new TestLedger();

  @BeforeEach
  void fill() {
    ledger.close();
    ledger = new TestLedger();
    UsageRecorded start = UsageRecorded.newBuilder(Records.start("rec_1", 1)).setOccurredAt(AT).build();
    ledger.write(start, Records.completion(start, Outcome.SUCCEEDED, 2));
    log
      .append(
        PriceLists.create(
          ExportBench.TENANT,
          "prl_1",
          terms("EUR", "2026-01-01T00:00:00Z", price("prv_slack", null, "0.5", "0")),
          AT
        )
      )
      .block();
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  @Test
  @Tag("promise-2")
  void aCrashAtEachStepIsContinued() throws Exception {
    Export export = focus("exp_1");
    ExportResult expected = bench(ExportBench.folder(folder.resolve("whole"))).write(export);
    int step = 0;
    boolean failed = true;
    while (failed) {
      for (boolean after : List.of(false, true)) {
        WriteOnceStorage storage = ExportBench.folder(folder.resolve("crash" + step + after));
        FailingStorage failing = new FailingStorage(storage, step, after);
        try {
          bench(failing).write(export);
        } catch (IOException e) {
          assertThat(failing.failed()).isTrue();
        }
        failed = failing.failed();

        assertThat(bench(storage).write(export)).isEqualTo(expected);
      }
      step++;
    }
    assertThat(step).isGreaterThan(2);
  }

  @Test
  @Tag("promise-2")
  void ofTwoInstancesTheFirstResultCounts() throws Exception {
    WriteOnceStorage shared = ExportBench.folder(folder.resolve("shared"));
    Export export = focus("exp_1");
    log.append(new CreateExport(meta("exp_1", ActorType.API_KEY, AT), export.spec().toAvro(), 5)).block();

    ExportResult one = bench(shared).write(export);
    ExportResult other = bench(shared).write(export);
    Instant expires = AT.plusSeconds(60);
    log.append(new FinishExport(meta("exp_1", ActorType.SERVICE, AT), one.toAvro(), expires)).block();

    assertThat(other).isEqualTo(one);
    assertThatThrownBy(() ->
      log.append(new FinishExport(meta("exp_1", ActorType.SERVICE, AT), other.toAvro(), expires)).block()
    ).isInstanceOf(ApiException.class);
    assertThat(log.find(Export.key(ExportBench.TENANT, "exp_1")).orElseThrow().version()).isEqualTo(2);
  }

  @Test
  void aServiceDeletesOnlyWhatHasExpired() {
    Export export = focus("exp_1");
    log.append(new CreateExport(meta("exp_1", ActorType.API_KEY, AT), export.spec().toAvro(), 5)).block();
    ExportResult result = new ExportResult(List.of(), List.of(), List.of());
    Instant expires = AT.plusSeconds(60);
    log.append(new FinishExport(meta("exp_1", ActorType.SERVICE, AT), result.toAvro(), expires)).block();

    assertThatThrownBy(() -> log.append(new DeleteExport(meta("exp_1", ActorType.SERVICE, AT))).block()).isInstanceOf(
      ApiException.class
    );
    log.append(new DeleteExport(meta("exp_1", ActorType.SERVICE, expires))).block();

    assertThat(log.find(Export.key(ExportBench.TENANT, "exp_1")).orElseThrow().status()).isEqualTo(
      Export.Status.DELETED
    );
  }

  @Test
  @Tag("promise-6")
  void anInstanceThatIsBehindWaits() throws Exception {
    Export export = focus("exp_1");
    try (TestLedger behind = new TestLedger()) {
      ExportBench bench = new ExportBench(behind, log, new MapView(), ExportBench.folder(folder.resolve("behind")));
      assertThat(bench.exporter().write(ExportBench.TENANT, export, part -> {}, () -> false)).isEmpty();
    }
  }

  @Test
  @Tag("promise-6")
  void anExportOfRemovedRowsFailsWithAReason() throws Exception {
    Export export = focus("exp_1");
    Instant cut = ExportBench.FROM.plusSeconds(86_400);
    ledger.writer().change(connection -> {
      RetainedFrom.write(connection, cut);
      return true;
    });

    assertThatThrownBy(() -> bench(ExportBench.folder(folder.resolve("retained"))).write(export))
      .isInstanceOf(ExportFailedException.class)
      .hasMessageContaining(cut.toString());
  }

  @Test
  @Tag("promise-7")
  void namesAndTagsAreThoseOfTheRevision() throws Exception {
    MapView deployments = new MapView();
    deployments.apply(
      new DeploymentsFold(),
      List.of(deployment("evt_1", "Search", "{\"team\":\"a\",\"x\":{\"y\":1}}"))
    );
    long revision = new Directory(deployments).revision(ExportBench.TENANT);
    FocusNames.Deployment before = names(deployments, revision).deployment("pdp_1");
    deployments.apply(
      new DeploymentsFold(),
      List.of(
        DeploymentUpdated.newBuilder()
          .setMeta(eventMeta("evt_2", 2))
          .setProviderId("prv_slack")
          .setName("Other")
          .setMetadata("{\"team\":\"b\"}")
          .build()
      )
    );

    assertThat(before).isEqualTo(new FocusNames.Deployment("Search", "{\"team\":\"a\",\"x\":\"{\\\"y\\\":1}\"}"));
    assertThat(names(deployments, revision).deployment("pdp_1")).isEqualTo(before);
    assertThat(
      names(deployments, revision + 1)
        .deployment("pdp_1")
        .name()
    ).isEqualTo("Other");
    assertThat(
      new Deployments(deployments).metadata(ExportBench.TENANT, Set.of("team"), revision).values("team")
    ).containsExactly("a");
    assertThat(
      new Deployments(deployments).metadata(ExportBench.TENANT, Set.of("team"), revision + 1).values("team")
    ).containsExactly("b");
  }

  private FocusNames names(MapView deployments, long revision) {
    ExportSpec spec = focus("exp_1").spec();
    return new FocusNames(
      ExportBench.TENANT,
      new ExportSpec(
        spec.dataset(),
        spec.format(),
        spec.focusVersion(),
        spec.from(),
        spec.to(),
        spec.parameters(),
        spec.positions(),
        null,
        spec.priceLists(),
        revision,
        0
      ),
      deployments
    );
  }

  private static DeploymentCreated deployment(String event, String name, String metadata) {
    return DeploymentCreated.newBuilder()
      .setMeta(eventMeta(event, 1))
      .setProviderId("prv_slack")
      .setName(name)
      .setMetadata(metadata)
      .build();
  }

  private static EventMeta eventMeta(String event, long version) {
    return EventMeta.newBuilder()
      .setEventId(event)
      .setTenantId("tnt_a")
      .setObjectId("pdp_1")
      .setVersion(version)
      .setRecordedAt(AT)
      .setActor(new Actor(ActorType.OPERATOR, "test"))
      .setRequestId("req_1")
      .setCommandId(UUID.randomUUID())
      .build();
  }

  @Test
  void aStoppedInstanceWritesNothing() throws Exception {
    WriteOnceStorage storage = ExportBench.folder(folder.resolve("stopped"));

    assertThatThrownBy(() ->
      bench(storage)
        .exporter()
        .write(ExportBench.TENANT, focus("exp_1"), part -> {}, () -> true)
    ).isInstanceOf(InterruptedException.class);

    assertThat(ExportFiles.list(storage)).isEmpty();
  }

  private Export focus(String id) {
    return ExportBench.export(id, ExportDataset.FOCUS, ExportFormat.CSV, "UTC", ledger, log);
  }

  private ExportBench bench(WriteOnceStorage storage) {
    return new ExportBench(ledger, log, new MapView(), storage);
  }

  private static io.keyfold.schema.CommandMeta meta(String id, ActorType type, Instant at) {
    return WriteRequest.of(ExportBench.TENANT, new Actor(type, "test"), "req_1", at).meta(id);
  }
}
