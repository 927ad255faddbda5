package io.keyfold.platform.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.util.context.Context;

class TraceParentTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  @ParameterizedTest
  @ValueSource(strings = { TRACE, "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more" })
  void aValidTraceIsKept(String sent) {
    assertThat(TraceParent.ofRequest(sent).value()).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "",
      "nonsense",
      "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
      "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
      "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    }
  )
  void anInvalidTraceIsReplaced(String sent) {
    assertThat(TraceParent.ofRequest(sent).value()).isNotEqualTo(sent).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
    assertThatThrownBy(() -> new TraceParent(sent)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void newTracesDiffer() {
    assertThat(TraceParent.ofRequest(null)).isNotEqualTo(TraceParent.ofRequest(null));
  }

  @Test
  void isPropagatedThroughContextAndRecords() {
    TraceParent trace = TraceParent.of(new TraceParent(TRACE).in(Context.empty()));
    Headers cause = new RecordHeaders();
    Headers effect = new RecordHeaders();
    trace.addTo(cause);
    TraceParent.copy(cause, effect);
    assertThat(TraceParent.of(effect)).map(TraceParent::value).contains(TRACE);
  }

  @Test
  void aMissingOrInvalidRecordHeaderIsNotCopied() {
    Headers cause = new RecordHeaders().add(TraceParent.HEADER, new byte[] { 1 });
    Headers effect = new RecordHeaders();
    TraceParent.copy(cause, effect);
    TraceParent.copy(new RecordHeaders(), effect);
    assertThat(effect).isEmpty();
  }
}
