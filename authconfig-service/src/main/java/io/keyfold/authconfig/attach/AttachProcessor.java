package io.keyfold.authconfig.attach;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.deadletter.Position;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.error.RegistryUnavailableException;
import io.keyfold.schemas.serde.AvroCodec;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * {@link DeploymentPolicy} on Kafka Streams: from {@code deployment.events} to {@code authconfig.commands}. Under
 * exactly_once_v2 the commands and the position read are one transaction. Both topics are keyed by tenant, so a tenant's
 * commands keep the order of its events.
 */
public final class AttachProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private final String service;
  private final AvroCodec codec;
  private final DeadLetters deadLetters;
  private @Nullable ProcessorContext<byte[], byte[]> context;

  /**
   * Follows the events of one partition.
   *
   * @param service who writes the commands
   * @param deadLetters takes what cannot be read
   */
  public AttachProcessor(String service, AvroCodec codec, DeadLetters deadLetters) {
    this.service = service;
    this.codec = codec;
    this.deadLetters = deadLetters;
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> bound = Objects.requireNonNull(context);
    read(record, bound).ifPresent(command ->
      bound.forward(
        record
          .withValue(codec.encode(Topics.AUTHCONFIG_COMMANDS.name(), command))
          .withHeaders(RecordHeaders.of(command, command.getMeta(), service))
      )
    );
  }

  /** The command that follows; of refusals and repetitions, and of what cannot be read, none. */
  private Optional<AuthConfigCommand> read(Record<byte[], byte[]> record, ProcessorContext<byte[], byte[]> bound) {
    try {
      return codec.decode(Topics.DEPLOYMENT_EVENTS.name(), record.value()) instanceof DeploymentEvent event
        ? DeploymentPolicy.commandFor(event)
        : Optional.empty();
    } catch (RegistryUnavailableException e) {
      // Nothing is wrong with the record: stop here, try again later.
      throw e;
    } catch (RuntimeException e) {
      deadLetters.setAside(position(bound), record.value(), service + "-attach", e);
      return Optional.empty();
    }
  }

  private static Position position(ProcessorContext<byte[], byte[]> bound) {
    return bound
      .recordMetadata()
      .map(data -> new Position(data.topic(), data.partition(), data.offset()))
      .orElseThrow();
  }
}
