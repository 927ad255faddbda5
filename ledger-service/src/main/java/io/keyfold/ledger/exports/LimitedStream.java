package io.keyfold.ledger.exports;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Fails before a file becomes too large. */
final class LimitedStream extends FilterOutputStream {

  private long left;

  LimitedStream(OutputStream out, long limit) {
    super(out);
    this.left = limit;
  }

  @Override
  public void write(int b) throws IOException {
    take(1);
    out.write(b);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    take(length);
    out.write(bytes, offset, length);
  }

  private void take(int length) {
    left -= length;
    if (left < 0) {
      throw new ExportFailedException(
        "too_large",
        "A file would be larger than keyfold.ledger.exports.max-bytes: export a shorter time range or coarser rows"
      );
    }
  }
}
