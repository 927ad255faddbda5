package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final String STREAM =
    "\ufeff: a comment\n\n" +
    "data: {\"a\":1}\n\n" +
    "event: message\r\nid: 7\r\ndata:{\"b\":\r\ndata: 2}\r\n\r\n" +
    "event: other\rdata:  x\r\r" +
    "id: 8\nretry: 250\nretry: soon\ndata\n\n" +
    "unknown: y\ndata: é\n";

  private static final List<String> EVENTS = List.of(
    "message {\"a\":1}",
    "message {\"b\":\n2}",
    "other  x",
    "message é"
  );

  /** A stream may be split at any byte, within a character and between CR and LF, too. */
  @Property(tries = 300)
  void eventsDoNotDependOnHowTheStreamIsSplit(
    @ForAll @Size(max = 12) List<@IntRange(min = 0, max = 170) Integer> cuts
  ) {
    byte[] bytes = STREAM.getBytes(StandardCharsets.UTF_8);
    List<Integer> sorted = new ArrayList<>(
      cuts
        .stream()
        .map(cut -> Math.min(cut, bytes.length))
        .sorted()
        .toList()
    );
    sorted.add(bytes.length);
    EventStream stream = new EventStream();
    List<EventStream.Event> events = new ArrayList<>();
    int from = 0;
    for (int to : sorted) {
      events.addAll(stream.feed(Arrays.copyOfRange(bytes, from, to)));
      from = to;
    }
    events.addAll(stream.end());

    assertThat(shown(events)).isEqualTo(EVENTS);
    assertThat(stream.lastId()).isEqualTo("8");
    assertThat(stream.retry()).isEqualTo(Duration.ofMillis(250));
  }

  @Test
  void anEventWithoutDataIsNotEmittedAndItsTypeIsForgotten() {
    EventStream stream = new EventStream();

    assertThat(stream.feed("event: x\n\nid: 3\n\n".getBytes(StandardCharsets.UTF_8))).isEmpty();
    assertThat(shown(stream.feed("data: y\n\n".getBytes(StandardCharsets.UTF_8)))).containsExactly("message y");
    assertThat(stream.lastId()).isEqualTo("3");
  }

  private static List<String> shown(List<EventStream.Event> events) {
    return events
      .stream()
      .map(event -> event.type() + " " + new String(event.data(), StandardCharsets.UTF_8))
      .toList();
  }
}
