package io.keyfold.ledger.ingest;

import io.keyfold.ledger.audit.AuditEntries;
import io.keyfold.ledger.operations.UsageFold;
import io.keyfold.ledger.store.Batch;
import io.keyfold.schema.Event;
import io.keyfold.usage.UsageEvent;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What was polled, decoded.
 *
 * @param usage the usage records
 * @param events the audit entries of the events
 */
record PolledRecords(List<UsageFold.Located> usage, List<Batch.Located> events) {
  static PolledRecords of(ConsumerRecords<byte[], byte[]> polled, RecordReader reader) {
    PolledRecords records = new PolledRecords(new ArrayList<>(), new ArrayList<>());
    polled.forEach(record -> reader.read(record).ifPresent(value -> records.add(record, value)));
    return records;
  }

  private void add(ConsumerRecord<byte[], byte[]> record, SpecificRecord value) {
    switch (value) {
      case UsageEvent use -> usage.add(new UsageFold.Located(use, record.partition(), record.offset()));
      case Event event -> {
        TopicPartition at = new TopicPartition(record.topic(), record.partition());
        AuditEntries.of(event).ifPresent(entry -> events.add(new Batch.Located(entry, at, record.offset())));
      }
      default -> throw new IllegalStateException("no ledger topic has " + value.getSchema().getFullName());
    }
  }
}
