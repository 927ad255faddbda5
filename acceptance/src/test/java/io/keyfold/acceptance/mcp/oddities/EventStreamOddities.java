package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** How the response stands in an event stream. */
final class EventStreamOddities {

  private static final String ARRIVES = "the result arrives";

  private EventStreamOddities() {}

  static List<Oddity> all() {
    return Stream.of(written(), ended()).flatMap(List::stream).toList();
  }

  private static List<Oddity> written() {
    return List.of(
      stream("no-event-line", "events have no `event:` line", "id: 1\ndata: %s\n\n"),
      stream("data-only", "an event is `data:` alone, without a space", "data:%s\n\n"),
      stream("cr-lines", "lines end with CR", "event: message\rdata: %s\r\r"),
      stream("crlf-lines", "lines end with CRLF", "event: message\r\ndata: %s\r\n\r\n"),
      stream("mixed-lines", "CR, LF and CRLF in one stream", ": a\r: b\n: c\r\nevent: message\rdata: %s\n\r\n"),
      stream(
        "comments",
        "comments before, within and after an event",
        ":\n\n: a\nevent: message\n: b\ndata: %s\n: c\n\n"
      ),
      stream("id-and-retry", "`id` and `retry` fields", "retry: 100\nid: 7\nevent: message\ndata: %s\n\n"),
      stream("unknown-field", "a field that no standard knows", "priority: high\nnonsense\ndata: %s\n\n"),
      stream("priming-event", "a first event with an id and empty data", "id: 0\ndata:\n\nid: 1\ndata: %s\n\n"),
      stream("other-event-type", "an event `ping` whose data is no JSON", "event: ping\ndata: 12:00\n\ndata: %s\n\n"),
      stream("byte-order-mark", "the stream begins with a byte order mark", "\uFEFFdata: %s\n\n"),
      stream("no-final-blank-line", "the stream ends right after the data", "event: message\ndata: %s"),
      stream("blank-lines", "many blank lines", "\n\n\n\ndata: %s\n\n\n\n"),
      Oddity.of(
        "multi-line-data",
        "the response is spread over several `data:` lines",
        ARRIVES,
        () ->
          new Peer().on("tools/call", (in, out) -> {
            try (Events events = out.events()) {
              events.raw("data: " + new Peer().fine(in).replace(",\"", "\ndata: ,\"") + "\n\n");
            }
          }),
        Expect.fine()
      ),
      Oddity.of(
        "split-at-every-byte",
        "each byte of the stream is a chunk of its own, also within characters",
        "the result arrives unchanged",
        () ->
          new Peer().on("tools/call", (in, out) -> {
            try (Events events = out.events()) {
              events.byByte("event: message\r\ndata: " + in.result(UNICODE) + "\r\n\r\n");
            }
          }),
        Expect.carries("größe 数量 😀")
      )
    );
  }

  private static final String UNICODE = "{\"content\":[{\"type\":\"text\",\"text\":\"größe 数量 😀\"}]}";

  private static List<Oddity> ended() {
    return List.of(
      Oddity.of(
        "odd-case-of-content-type",
        "`Content-Type: TEXT/Event-Stream; Charset=UTF-8`",
        ARRIVES,
        () ->
          new Peer().on("tools/call", (in, out) -> {
            try (Events events = out.events("TEXT/Event-Stream; Charset=UTF-8")) {
              events.event(new Peer().fine(in));
            }
          }),
        Expect.fine()
      ),
      Oddity.of(
        "left-open",
        "the stream stays open after the response",
        "the result arrives at once, and the connection is closed",
        EventStreamOddities::leftOpen,
        play -> {
          play.works();
          Awaitility.await()
            .atMost(Duration.ofSeconds(5))
            .untilAsserted(() -> assertThat(play.peer().noted("closed")).contains(true));
        }
      ),
      Oddity.of(
        "response-to-another-id-first",
        "the response to another id comes first",
        "only the own response counts",
        () ->
          new Peer().on("tools/call", (in, out) -> {
            try (Events events = out.events()) {
              events.event("{\"jsonrpc\":\"2.0\",\"id\":987654,\"result\":{\"content\":[]}}");
              events.event(new Peer().fine(in));
            }
          }),
        Expect.fine()
      ),
      Oddity.of(
        "id-as-text",
        "a numeric id comes back as text",
        ARRIVES,
        () ->
          new Peer().on("tools/call", (in, out) -> {
            String quoted = "\"id\":\"" + in.id().replace("\"", "") + "\"";
            out.json(new Peer().fine(in).replace("\"id\":" + in.id(), quoted));
          }),
        Expect.fine()
      ),
      Oddity.of(
        "batched-events",
        "an event holds an array of a notification and the response (2025-03-26)",
        ARRIVES,
        () -> {
          Peer peer = new Peer().speak(new ClassicEra("2025-03-26"));
          String note =
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/message\",\"params\":{\"level\":\"info\",\"data\":1}}";
          return peer.onCallEvents("data: [" + note + ",%s]\n\n");
        },
        Expect.fine()
      ),
      Oddity.of(
        "ends-without-response",
        "the stream ends before the response",
        "`provider_error` at once, and the call is not repeated",
        () -> new Peer().onCallEvents("event: message\ndata: \n\n"),
        play -> {
          Expect.failed(play, play.call(), 502, "provider_error");
          play.executed(1);
        }
      )
    );
  }

  private static Peer leftOpen() {
    Peer peer = new Peer();
    return peer.on("tools/call", (in, out) -> {
      Events events = out.events();
      events.event(peer.fine(in));
      peer.note("closed", events.untilClosed(150));
    });
  }

  private static Oddity stream(String name, String what, String stream) {
    return Oddity.of(name, what, ARRIVES, () -> new Peer().onCallEvents(stream), Expect.fine());
  }
}
