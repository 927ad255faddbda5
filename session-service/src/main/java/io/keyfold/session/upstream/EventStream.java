package io.keyfold.session.upstream;

import io.keyfold.session.rpc.ByteOrderMark;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses an event stream that arrives in parts, split at any byte. Lines end with LF, CR or CRLF; comments and unknown
 * fields are ignored; an event without data is not emitted, but its id counts. Not thread-safe. Its memory is bounded by
 * whoever passes it the bytes.
 *
 * <p>Deviates from the standard in one point: {@link #end} emits an event that no empty line ends, since servers close
 * a stream directly after their response.
 *
 * @see <a href="https://html.spec.whatwg.org/multipage/server-sent-events.html">Server-sent events</a>
 */
final class EventStream {

  private static final int MAX_RETRY_DIGITS = 9;

  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private String type = "";
  private boolean hasData;
  private boolean afterCarriageReturn;
  private boolean first = true;
  private @Nullable String lastId;
  private @Nullable Duration retry;

  /** An event. */
  static final class Event {

    private final String type;
    private final byte[] data;

    private Event(String type, byte[] data) {
      this.type = type;
      this.data = data;
    }

    /** {@return its type; {@code message} if the stream names none} */
    String type() {
      return type;
    }

    /** {@return its data lines, joined by LF} */
    byte[] data() {
      return data;
    }
  }

  /** {@return the events that these bytes complete} */
  List<Event> feed(byte[] bytes) {
    List<Event> events = new ArrayList<>();
    int from = 0;
    for (int at = 0; at < bytes.length; at++) {
      byte b = bytes[at];
      boolean ends = b == '\n' || b == '\r';
      if (ends) {
        line.write(bytes, from, at - from);
        from = at + 1;
        if (b != '\n' || !afterCarriageReturn) {
          lineEnds(events);
        }
      }
      afterCarriageReturn = b == '\r';
    }
    line.write(bytes, from, bytes.length - from);
    return events;
  }

  /** {@return the events that the end of the stream completes} */
  List<Event> end() {
    List<Event> events = new ArrayList<>();
    if (line.size() > 0) {
      lineEnds(events);
    }
    dispatch(events);
    return events;
  }

  /** {@return id of the last event that had one} */
  @Nullable
  String lastId() {
    return lastId;
  }

  /** {@return how long to wait before reconnecting, if the server said so} */
  @Nullable
  Duration retry() {
    return retry;
  }

  private void lineEnds(List<Event> events) {
    byte[] bytes = line.toByteArray();
    line.reset();
    int from = first ? ByteOrderMark.length(bytes) : 0;
    first = false;
    if (bytes.length == from) {
      dispatch(events);
      return;
    }
    int colon = from;
    while (colon < bytes.length && bytes[colon] != ':') {
      colon++;
    }
    int value = Math.min(bytes.length, colon + 1);
    if (value < bytes.length && bytes[value] == ' ') {
      value++;
    }
    field(new String(bytes, from, colon - from, StandardCharsets.UTF_8), bytes, value);
  }

  private void field(String name, byte[] bytes, int from) {
    switch (name) {
      case "data" -> {
        if (hasData) {
          data.write('\n');
        }
        data.write(bytes, from, bytes.length - from);
        hasData = true;
      }
      case "event" -> type = text(bytes, from);
      case "id" -> {
        String id = text(bytes, from);
        if (id.indexOf('\0') < 0) {
          lastId = id;
        }
      }
      case "retry" -> {
        String digits = text(bytes, from);
        if (digits.length() <= MAX_RETRY_DIGITS && digits.matches("[0-9]+")) {
          retry = Duration.ofMillis(Long.parseLong(digits));
        }
      }
      default -> {
        // Comments and fields of later standards.
      }
    }
  }

  private void dispatch(List<Event> events) {
    if (data.size() > 0) {
      events.add(new Event(type.isEmpty() ? "message" : type, data.toByteArray()));
    }
    data.reset();
    hasData = false;
    type = "";
  }

  private static String text(byte[] bytes, int from) {
    return new String(bytes, from, bytes.length - from, StandardCharsets.UTF_8);
  }
}
