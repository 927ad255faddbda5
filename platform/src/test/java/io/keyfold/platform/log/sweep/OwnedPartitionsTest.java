package io.keyfold.platform.log.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;

class OwnedPartitionsTest {

  private final OwnedPartitions owned = new OwnedPartitions();
  private final List<String> processed = new ArrayList<>();

  @Test
  void aPartitionIsOwnedWhileItsTaskRuns() {
    var processor = processor();
    assertThat(owned.owns(0)).isFalse();
    processor.init(new MockProcessorContext<String, String>());
    assertThat(owned.owns(0)).isTrue();
    assertThat(owned.owns(1)).isFalse();
    processor.process(new Record<>("key", "value", 0));
    assertThat(processed).containsExactly("value");
    processor.close();
    assertThat(owned.owns(0)).isFalse();
  }

  @Test
  void aReplacedTaskDoesNotReleaseThePartitionOfItsSuccessor() {
    var first = processor();
    var second = processor();
    first.init(new MockProcessorContext<String, String>());
    second.init(new MockProcessorContext<String, String>());
    first.close();
    first.close();
    assertThat(owned.owns(0)).isTrue();
    second.close();
    assertThat(owned.owns(0)).isFalse();
  }

  private Processor<String, String, String, String> processor() {
    return owned.tracking(record -> processed.add(record.value()));
  }
}
