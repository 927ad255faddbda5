package io.keyfold.acceptance.mcp.agent;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the data of server-sent events. */
final class EventReader implements AutoCloseable {

  private final BufferedReader lines;

  EventReader(InputStream body) {
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** {@return the data of the next event that has any; null at the end} */
  @Nullable
  String next() throws IOException {
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("data:")) {
        data.append(data.isEmpty() ? "" : "\n").append(line.substring(line.startsWith("data: ") ? 6 : 5));
      } else if (line.isEmpty() && !data.isEmpty()) {
        return data.toString();
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
