package io.keyfold.ledger.exports;

import io.keyfold.ledger.commands.DeleteExport;
import io.keyfold.ledger.usage.Reports;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.Filters;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.ListBody;
import io.keyfold.platform.web.ListQuery;
import io.keyfold.platform.web.Lists;
import io.keyfold.platform.web.RequiresScope;
import io.keyfold.platform.web.VersionedResponse;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Exports: usage and costs as files. */
@RestController
@RequestMapping("/exports")
class ExportController implements DisposableBean {

  private static final String SCOPE = "instance.usage:read";
  private static final String CSV = "text/csv";
  private static final String JSON_LINES = "application/x-ndjson";
  private static final String PARQUET = "application/vnd.apache.parquet";

  private final View view;
  private final Writer writer;
  private final Lists lists;
  private final Exports exports;
  private final ExportCreation creation;
  private final ExportDownloads downloads;

  ExportController(
    @Qualifier("priceListsView") View view,
    @Qualifier("deploymentsView") View deployments,
    Writer writer,
    Lists lists,
    Reports reports,
    Exports exports
  ) {
    this.view = view;
    this.writer = writer;
    this.lists = lists;
    this.exports = exports;
    this.creation = new ExportCreation(reports, view, deployments, exports.settings().maxRunning());
    this.downloads = new ExportDownloads(exports);
  }

  /**
   * Creates an export of usage, costs or FOCUS Cost and Usage.
   *
   * <p>It is {@code running} until its files are written. They contain what the ledger has at the time of the request, or
   * what a response with {@code as_of} counts. Equal positions and price lists give equal bytes.
   */
  @PostMapping
  @ResponseStatus(HttpStatus.ACCEPTED)
  @RequiresScope(SCOPE)
  @FailsWith({ ErrorCode.BAD_REQUEST, ErrorCode.CONFLICT })
  Mono<ResponseEntity<LedgerExportBody>> create(
    Caller caller,
    WriteRequest write,
    @JsonBody("create-ledger-export") CreateExportBody body
  ) {
    return writer
      .write(write, () -> creation.command(write, body))
      .flatMap(done -> {
        exports.accepted(done.objectId());
        return find(caller.tenant(), done.objectId());
      })
      .map(export -> VersionedResponse.accepted(export.version(), body(export)));
  }

  /** Lists exports. */
  @GetMapping
  @RequiresScope(SCOPE)
  Mono<ListBody<LedgerExportBody>> list(
    Caller caller,
    @Filters(
      value = { "status", "dataset", "format" },
      times = { "created_at", "updated_at" },
      statuses = { "running", "done", "failed", "deleted" }
    ) ListQuery query
  ) {
    return lists.page(
      view,
      Scan.all(caller.tenant(), Export.KIND),
      query,
      (id, export) ->
        query.admits("status", export.status().wire()) &&
        query.admits("dataset", export.spec().dataset().wire()) &&
        query.admits("format", export.spec().format().wire()) &&
        query.within("created_at", export.createdAt()) &&
        query.within("updated_at", export.updatedAt()),
      this::body
    );
  }

  /** Gets an export, with its manifest when it is done. */
  @GetMapping("/{id}")
  @RequiresScope(SCOPE)
  Mono<ResponseEntity<LedgerExportBody>> get(Caller caller, @PathVariable String id) {
    return find(caller.tenant(), id).map(export -> VersionedResponse.ok(export.version(), body(export)));
  }

  /**
   * Downloads a file of an export that is done.
   *
   * <p>Returns {@code unavailable} if the file has to be made again, which takes as long as before.
   */
  @GetMapping(path = "/{id}/files/{name}", produces = { CSV, JSON_LINES, PARQUET })
  @RequiresScope(SCOPE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE })
  Mono<ResponseEntity<Flux<DataBuffer>>> file(
    Caller caller,
    ServerHttpResponse response,
    @PathVariable String id,
    @PathVariable String name
  ) {
    return find(caller.tenant(), id).flatMap(export -> {
      // Only names of the manifest reach the storage.
      ExportResult.Written file = done(export)
        .file(name)
        .orElseThrow(() -> ApiException.notFound("export.file", name));
      return downloads.content(caller.tenant(), id, file.name(), response.bufferFactory()).map(content ->
        ResponseEntity.ok()
          .headers(headers -> describe(headers, export, file))
          .body(content)
      );
    });
  }

  private static ExportResult done(Export export) {
    ExportResult result = export.result();
    if (export.status() == Export.Status.DELETED) {
      throw ApiException.about(ErrorCode.GONE, Export.ENTITY, export.id(), "The export is deleted");
    }
    if (result == null) {
      throw ApiException.about(
        ErrorCode.CONFLICT,
        Export.ENTITY,
        export.id(),
        "The export is " + export.status().wire() + " and has no files"
      );
    }
    return result;
  }

  private static void describe(HttpHeaders headers, Export export, ExportResult.Written file) {
    headers.setContentType(
      switch (export.spec().format()) {
        case CSV -> MediaType.parseMediaType(CSV + ";charset=UTF-8");
        case JSONL -> MediaType.parseMediaType(JSON_LINES);
        case PARQUET -> MediaType.parseMediaType(PARQUET);
      }
    );
    headers.setContentLength(file.bytes());
    headers.setETag('"' + file.sha256() + '"');
    headers.set(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file.name() + "\"");
    headers.set("X-Content-Type-Options", "nosniff");
  }

  /**
   * Deletes an export and its files.
   *
   * <p>A running export is stopped. Exports are also deleted after a time, {@code expires_at}.
   */
  @DeleteMapping("/{id}")
  @RequiresScope(SCOPE)
  @FailsWith({ ErrorCode.CONFLICT, ErrorCode.GONE })
  Mono<ResponseEntity<LedgerExportBody>> delete(Caller caller, WriteRequest write, @PathVariable String id) {
    return find(caller.tenant(), id).flatMap(before ->
      writer
        .write(write, () -> Mono.just(new DeleteExport(write.meta(id))))
        .then(before.result() == null ? Mono.empty() : downloads.remove(caller.tenant(), id, before.result()))
        .then(find(caller.tenant(), id))
        .map(export -> VersionedResponse.ok(export.version(), body(export)))
    );
  }

  private Mono<Export> find(TenantId tenant, String id) {
    return view.await(Export.key(tenant, id)).switchIfEmpty(Mono.error(() -> ApiException.notFound(Export.ENTITY, id)));
  }

  private LedgerExportBody body(Export export) {
    return LedgerExportBody.of(export, exports.progress(export.id()));
  }

  @Override
  public void destroy() {
    downloads.close();
  }
}
