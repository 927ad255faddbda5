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
 * A W3C Trace Context {@code traceparent}, which identifies the trace of a request. It is copied unchanged from the
 * request to the command's record and to every resulting event: Keyfold creates no spans of its own.
 *
 * @param value the header's value, valid
 */
public record TraceParent(String value) {
  /** Name of the request header and the record header. */
  public static final String HEADER = "traceparent";

  // The specification forbids all-zero ids.
  private static final String IDS = "-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}";
  private static final Pattern VERSION_0 = Pattern.compile("00" + IDS);
  private static final Pattern LATER = Pattern.compile("(?!ff)[0-9a-f]{2}" + IDS + "(-.*)?");
  private static final int MAX_LENGTH = 256;
  private static final String NOT_SAMPLED = "00";

  /** Rejects an invalid value. */
  public TraceParent {
    if (!valid(value)) {
      throw new IllegalArgumentException("invalid traceparent");
    }
  }

  /** {@return the trace of a request; a new one if the header is missing or invalid} */
  public static TraceParent ofRequest(@Nullable String sent) {
    return sent != null && valid(sent) ? new TraceParent(sent) : fresh();
  }

  /** {@return a new trace that is not sampled} */
  public static TraceParent fresh() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long trace = random.nextLong(1, Long.MAX_VALUE);
    long span = random.nextLong(1, Long.MAX_VALUE);
    HexFormat hex = HexFormat.of();
    String traceId = hex.toHexDigits(random.nextLong()) + hex.toHexDigits(trace);
    return new TraceParent(String.join("-", "00", traceId, hex.toHexDigits(span), NOT_SAMPLED));
  }

  /** {@return the trace in the context of a reactive chain; a new one if there is none} */
  public static TraceParent of(ContextView context) {
    return context.getOrEmpty(TraceParent.class).map(TraceParent.class::cast).orElseGet(TraceParent::fresh);
  }

  /** {@return the context with this trace} */
  public Context in(Context context) {
    return context.put(TraceParent.class, this);
  }

  /** Adds this trace to a record's headers. */
  public void addTo(Headers headers) {
    headers.add(HEADER, value.getBytes(StandardCharsets.US_ASCII));
  }

  /** Copies the trace, if any, from the headers of the cause to the headers of its effect. */
  public static void copy(Headers cause, Headers effect) {
    of(cause).ifPresent(trace -> trace.addTo(effect));
  }

  /** {@return the trace in a record's headers} */
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
