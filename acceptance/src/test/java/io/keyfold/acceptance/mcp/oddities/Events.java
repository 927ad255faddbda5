package io.keyfold.acceptance.mcp.oddities;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** An event stream that is being written. */
final class Events implements AutoCloseable {

  private static final Duration PAUSE = Duration.ofMillis(20);

  private final OutputStream out;

  Events(OutputStream out) {
    this.out = out;
  }

  /** Writes an ordinary event. */
  Events event(String data) throws IOException {
    return raw("event: message\ndata: " + data + "\n\n");
  }

  /** Writes the text as it is, in one chunk. */
  Events raw(String text) throws IOException {
    return raw(text.getBytes(StandardCharsets.UTF_8));
  }

  Events raw(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
    return this;
  }

  /** Writes each byte as a chunk of its own. */
  void byByte(String text) throws IOException {
    for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
      raw(new byte[] { one });
    }
  }

  /** Lets some time pass, as a slow server does. */
  void pause() {
    try {
      new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Sends comments until the client has closed the connection, or the pauses are used up; returns whether it has. */
  boolean untilClosed(int pauses) {
    for (int i = 0; i < pauses; i++) {
      try {
        raw(": still here\n\n");
      } catch (IOException closed) {
        return true;
      }
      pause();
    }
    return false;
  }

  @Override
  public void close() throws IOException {
    out.close();
  }
}
