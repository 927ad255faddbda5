package io.keyfold.ledger.exports;

import io.keyfold.ledger.commands.LedgerCommand;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.exports.ExportSpec.PinnedPriceList;
import io.keyfold.ledger.prices.PriceKind;
import io.keyfold.ledger.prices.TenantPrices;
import io.keyfold.ledger.query.BackgroundReads;
import io.keyfold.ledger.storage.FolderStorage;
import io.keyfold.ledger.storage.WriteOnceStorage;
import io.keyfold.ledger.store.Positions;
import io.keyfold.ledger.testing.TestLedger;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.view.FoldedTopic;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.TestFoldedTopics;
import io.keyfold.platform.topic.Topics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes exports of a ledger, as one instance does. */
record ExportBench(
  TestLedger ledger,
  InMemoryLog<LedgerCommand, LedgerEvent> priceLists,
  MapView deployments,
  WriteOnceStorage storage
) {
  static final TenantId TENANT = new TenantId("tnt_a");
  static final Instant FROM = Instant.parse("2026-10-20T00:00:00Z");
  static final Instant TO = Instant.parse("2026-11-06T00:00:00Z");

  static WriteOnceStorage folder(Path folder) throws IOException {
    return FolderStorage.open(Files.createDirectories(folder), Instant.EPOCH);
  }

  /** {@return an export of what the ledger has now} */
  static Export export(
    String id,
    ExportDataset dataset,
    ExportFormat format,
    String zone,
    TestLedger ledger,
    InMemoryLog<LedgerCommand, LedgerEvent> priceLists
  ) {
    SortedMap<String, List<String>> parameters = new TreeMap<>();
    parameters.put("granularity", List.of("day"));
    parameters.put("time_zone", List.of(zone));
    parameters.put("group_by", List.of("deployment", "credential_version", "tool", "provider"));
    List<PinnedPriceList> lists = TenantPrices.read(TENANT, priceLists)
      .lists()
      .stream()
      .map(list -> new PinnedPriceList(list.id(), list.version(), list.kind() == PriceKind.LIST))
      .toList();
    ExportSpec spec = new ExportSpec(
      dataset,
      format,
      dataset == ExportDataset.FOCUS ? FocusVersion.V1_4 : null,
      FROM,
      TO,
      parameters,
      Positions.list(ledger.positions()),
      null,
      lists,
      0,
      0
    );
    return new Export(id, 1, Export.Status.RUNNING, spec, null, null, TO, TO, null);
  }

  ExportResult write(Export export) throws IOException, InterruptedException {
    return exporter()
      .write(TENANT, export, part -> {}, () -> false)
      .orElseThrow();
  }

  Exporter exporter() {
    return new Exporter(
      source(),
      ledger.store(),
      new BackgroundReads(ledger.store()),
      storage,
      ledger.settings().staging().resolve("exports"),
      ExportSlice.settings(100_000, 5)
    );
  }

  ExportSource source() {
    FoldedTopic records = TestFoldedTopics.at("ledger", Topics.USAGE_RECORDS, new SimpleMeterRegistry());
    ledger.positions().forEach(records::advance);
    return new ExportSource(records, priceLists, deployments);
  }

  byte[] content(Export export, String file) throws IOException {
    return storage.read(ExportFiles.path(TENANT, export.id(), file)).orElseThrow();
  }
}
