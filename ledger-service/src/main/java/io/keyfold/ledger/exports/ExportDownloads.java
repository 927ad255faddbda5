package io.keyfold.ledger.exports;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Streams files of exports, on threads that may block. Bounded in number and memory. Thread-safe. */
final class ExportDownloads implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ExportDownloads.class);
  private static final int CHUNK = 64 * 1024;

  private final Exports exports;
  private final int limit;
  private final Scheduler scheduler;
  private final AtomicInteger running = new AtomicInteger();

  ExportDownloads(Exports exports) {
    this.exports = exports;
    this.limit = exports.settings().downloads();
    this.scheduler = Schedulers.newBoundedElastic(limit, limit, "keyfold-export-download");
    exports.metrics().downloads(running::get, limit);
  }

  /** {@return the content of a file} Errors with {@code unavailable} if it has to be made again. */
  Mono<Flux<DataBuffer>> content(TenantId tenant, String exportId, String file, DataBufferFactory buffers) {
    return Mono.fromCallable(() -> exports.open(tenant, exportId, file))
      .subscribeOn(scheduler)
      .onErrorMap(RejectedExecutionException.class, e ->
        ApiException.of(ErrorCode.UNAVAILABLE, "Too many downloads", "Retry later")
      )
      .onErrorMap(NoSuchFileException.class, e ->
        ApiException.of(ErrorCode.UNAVAILABLE, "The file is made again", "Retry in some seconds")
      )
      .onErrorMap(IOException.class, e -> {
        LOG.atError().setCause(e).addKeyValue("export", exportId).log("a file of an export cannot be read");
        return ApiException.of(ErrorCode.UNAVAILABLE, "The file cannot be read; retry later");
      })
      .map(content -> stream(content, buffers));
  }

  private Flux<DataBuffer> stream(InputStream content, DataBufferFactory buffers) {
    return DataBufferUtils.readInputStream(() -> content, buffers, CHUNK)
      .doOnSubscribe(subscription -> running.incrementAndGet())
      .doFinally(signal -> running.decrementAndGet())
      .subscribeOn(scheduler);
  }

  /** Removes the files of a deleted export; a failure is logged, and the files are removed later. */
  Mono<Void> remove(TenantId tenant, String exportId, ExportResult result) {
    return Mono.<Void>fromCallable(() -> {
      exports.remove(tenant, exportId, result);
      return null;
    })
      .subscribeOn(scheduler)
      .onErrorResume(e -> {
        LOG.atWarn().setCause(e).addKeyValue("export", exportId).log("files of a deleted export are removed later");
        return Mono.empty();
      });
  }

  @Override
  public void close() {
    scheduler.dispose();
  }
}
