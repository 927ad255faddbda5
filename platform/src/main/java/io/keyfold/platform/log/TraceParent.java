package io.keyfold.platform.log;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * Which trace a request belongs to: W3C Trace Context's {@code traceparent}. It goes from the request's header to the header of
 * the command's record and of every event that follows from it, unchanged: Keyfold makes no spans of its own.
 *
 * @param value the header's value, valid
 */
public record TraceParent(String value) {
  /** The name of the header, of requests and of records. */
  public static final String HEADER = "traceparent";

  // No id is all zeros.
  private static final String IDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";
  private static final Pattern VERSION_0 = Pattern.compile("00" + IDS);
  private static final Pattern LATER = Pattern.compile("(?!ff)[0-9a-f]{2}" + IDS + "(-.*)?");
  private static final int MAX_LENGTH = 256;
  private static final String NOT_SAMPLED = "00";

  /** Refuses what is none. */
  public TraceParent {
    if (!valid(value)) {
      throw new IllegalArgumentException("not a traceparent");
    }
  }

  /** {@return the trace of a request; a new one where it names none or no valid one} */
  public static TraceParent ofRequest(@Nullable String sent) {
    return sent != null && valid(sent) ? new TraceParent(sent) : fresh();
  }

  /** {@return a new trace, of which nobody keeps spans} */
  public static TraceParent fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long trace = random.nextLong(1, Long.MAX_VALUE);
    long span = random.nextLong(1, Long.MAX_VALUE);
    HexFormat hex = HexFormat.of();
    String traceId = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(trace);
    return new TraceParent(String.join("-", "00", traceId, hex.toHexDigits(span), NOT_SAMPLED));
  }

  /** {@return the trace that the context of a reactive chain names; a new one if it names none} */
  public static TraceParent of(ContextView context) {
    return context.getOrEmpty(TraceParent.class).map(TraceParent.class::cast).orElseGet(TraceParent::fresh);
  }

  /** {@return the context, naming this trace} */
  public Context in(Context context) {
    return context.put(TraceParent.class, this);
  }

  /** Names this trace in a record's headers. */
  public void addTo(Headers headers) {
    headers.add(HEADER, value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Names in a record's headers the trace that the headers of its cause name, if they do. */
  public static void carry(Headers cause, Headers effect) {
    of(cause).ifPresent(trace -> trace.addTo(effect));
  }

  /** {@return the trace that a record's headers name} */
  public static Optional<TraceParent> of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    return Optional.ofNullable(header == null ? null : header.value())
      .map(bytes -> new String(bytes, StandardCharsets.US_ASCII))
      .filter(TraceParent::valid)
      .map(TraceParent::new);
  }

  private static boolean valid(String value) {
    if (value.length() > MAX_LENGTH) {
      return false;
    }
    return (value.startsWith("00") ? VERSION_0 : LATER).matcher(value).matches();
  }
}
