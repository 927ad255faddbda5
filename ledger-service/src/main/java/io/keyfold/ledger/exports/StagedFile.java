package io.keyfold.ledger.exports;

import io.keyfold.ledger.table.Column;
import io.keyfold.ledger.table.CsvSink;
import io.keyfold.ledger.table.JsonLinesSink;
import io.keyfold.ledger.table.RowSink;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of an export that is being written to the staging folder. For one thread. */
final class StagedFile implements AutoCloseable {

  private final DatasetWriter.Layout layout;
  private final ExportFormat format;
  private final Path path;
  private final RowSink sink;
  private long rows;

  StagedFile(DatasetWriter.Layout layout, ExportFormat format, Path folder, long maxBytes) throws IOException {
    this.layout = layout;
    this.format = format;
    this.path = folder.resolve(name() + (format == ExportFormat.PARQUET ? ".rows" : ""));
    Writer out = new OutputStreamWriter(
      new BufferedOutputStream(new LimitedStream(Files.newOutputStream(path), maxBytes)),
      StandardCharsets.UTF_8
    );
    this.sink = switch (format) {
      case CSV -> CsvSink.withHeader(out, layout.columns());
      case JSONL -> new JsonLinesSink(out, layout.columns());
      // Converted by the database, which orders the rows by their number.
      case PARQUET -> CsvSink.exact(out, ParquetFile.numbered(layout.columns()));
    };
  }

  String name() {
    return layout.name() + "." + format.wire();
  }

  DatasetWriter.Layout layout() {
    return layout;
  }

  Path path() {
    return path;
  }

  long rows() {
    return rows;
  }

  void write(@Nullable Object[] values) {
    try {
      sink.write(format == ExportFormat.PARQUET ? ParquetFile.numbered(rows, values) : values);
      rows++;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
