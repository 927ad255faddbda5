package io.keyfold.ledger.audit;

import io.keyfold.ledger.events.ExportCreated;
import io.keyfold.ledger.events.ExportDeleted;
import io.keyfold.ledger.events.ExportEvent;
import io.keyfold.ledger.events.ExportFailed;
import io.keyfold.ledger.events.ExportFinished;
import io.keyfold.schema.ExportFile;
import io.keyfold.schema.ExportRequest;

/** Allow-list for events of exports. Values of filters, which may name users, are not on it. */
final class AuditedExportFields {

  private AuditedExportFields() {}

  static FieldCollector of(ExportEvent event) {
    return switch (event) {
      case ExportCreated it -> request(it.getRequest());
      case ExportFinished it -> new FieldCollector()
        .and("files", it.getManifest().getFiles().size())
        .and("rows", it.getManifest().getFiles().stream().mapToLong(ExportFile::getRows).sum())
        .and("bytes", it.getManifest().getFiles().stream().mapToLong(ExportFile::getBytes).sum())
        .and("expires_at", it.getExpiresAt().toString());
      case ExportFailed it -> new FieldCollector().and("reason", it.getReason()).and("message", it.getMessage());
      case ExportDeleted it -> new FieldCollector();
    };
  }

  private static FieldCollector request(ExportRequest request) {
    return new FieldCollector()
      .and("dataset", request.getDataset())
      .and("format", request.getFormat())
      .and("focus_version", request.getFocusVersion())
      .and("from", request.getFrom().toString())
      .and("to", request.getTo().toString());
  }
}
