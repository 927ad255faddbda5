package io.keyfold.ledger.table;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes rows to a file, one after the other. For one thread. */
public interface RowSink extends Closeable {
  /** Writes a row, with a value for each column. */
  void write(@Nullable Object[] values) throws IOException;
}
