package io.keyfold.ledger.ingest;

import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.deadletter.RecordCoordinates;
import io.keyfold.platform.log.view.ViewFormatVersion;
import io.keyfold.schemas.error.RegistryException;
import io.keyfold.schemas.error.UnknownSchemaIdException;
import io.keyfold.schemas.serde.AvroCodec;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads records for the folds. Unreadable ones become dead letters, so that their partition can continue. What a newer
 * release wrote is folded as far as it is known here, and the store is rebuilt by the next release, like every view.
 *
 * @param codec decodes records
 * @param deadLetters receives unreadable ones
 * @param version version of the store
 */
record RecordReader(AvroCodec codec, DeadLetters deadLetters, ViewFormatVersion version) {
  /**
   * {@return the record; empty if it became a dead letter}
   *
   * @throws RegistryException if the registry cannot be reached; the record is valid
   */
  Optional<SpecificRecord> read(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (codec.isNewer(record.value())) {
        version.markIncomplete();
      }
      return Optional.of(codec.decode(record.topic(), record.value()));
    } catch (RegistryException e) {
      throw e;
    } catch (RuntimeException e) {
      if (e instanceof UnknownSchemaIdException) {
        version.markIncomplete();
      }
      var at = new RecordCoordinates(record.topic(), record.partition(), record.offset());
      deadLetters.publish(at, record.value(), "ledger", e);
      return Optional.empty();
    }
  }
}
