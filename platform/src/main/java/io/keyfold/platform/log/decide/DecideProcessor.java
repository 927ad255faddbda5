package io.keyfold.platform.log.decide;

import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.log.TraceParent;
import io.keyfold.platform.log.clients.CommitUrgency;
import io.keyfold.platform.log.clients.PollCommitCoordinator;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.log.deadletter.RecordCoordinates;
import io.keyfold.platform.log.store.StoredState;
import io.keyfold.schema.Command;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.Event;
import io.keyfold.schemas.error.RegistryException;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides the commands of one partition. Store, events and offset commit in one Kafka transaction (exactly_once_v2).
 * Kafka also fences zombie instances, so this class needs no guard against repetition.
 */
final class DecideProcessor implements Processor<byte[], byte[], byte[], byte[]> {

  private static final Logger LOG = LoggerFactory.getLogger(DecideProcessor.class);

  private final DecideTopology<?, ?> topology;
  private final AvroCodec codec;
  private final DeadLetters deadLetters;
  private final PollCommitCoordinator coordinator;
  private final Timer decided;
  private @Nullable ProcessorContext<byte[], byte[]> context;
  private @Nullable KeyValueStore<Bytes, byte[]> store;

  DecideProcessor(
    DecideTopology<?, ?> topology,
    AvroCodec codec,
    DeadLetters deadLetters,
    PollCommitCoordinator coordinator,
    MeterRegistry metrics
  ) {
    this.topology = topology;
    this.codec = codec;
    this.deadLetters = deadLetters;
    this.coordinator = coordinator;
    this.decided = Timer.builder("keyfold.decide")
      .tag("service", topology.service())
      .publishPercentileHistogram()
      .register(metrics);
  }

  @Override
  public void init(ProcessorContext<byte[], byte[]> context) {
    this.context = context;
    KeyValueStore<Bytes, byte[]> state = context.getStateStore(DecideTopology.STORE);
    DecideLevel.claim(state, DecideLevel.LEVEL);
    this.store = state;
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    ProcessorContext<byte[], byte[]> activeContext = Objects.requireNonNull(context);
    KeyValueStore<Bytes, byte[]> state = Objects.requireNonNull(store);
    decided.record(() ->
      read(record, activeContext).ifPresent(command -> decide(record, command, activeContext, state))
    );
    coordinator.processed(activeContext, CommitUrgency.CALLER);
  }

  private Optional<Command> read(Record<byte[], byte[]> record, ProcessorContext<byte[], byte[]> activeContext) {
    try {
      if (codec.isNewer(record.value())) {
        throw new NewerReleaseException("command of a newer release at " + RecordCoordinates.of(activeContext));
      }
      Command command = (Command) codec.decode(topology.commands().name(), record.value());
      // A command under another tenant's record key would be decided by the wrong task.
      if (!command.getMeta().getTenantId().equals(new String(record.key(), StandardCharsets.UTF_8))) {
        throw new IllegalArgumentException("key and tenant differ");
      }
      return Optional.of(command);
    } catch (RegistryException | NewerReleaseException e) {
      // The record is valid: fail the task and retry later.
      throw e;
    } catch (RuntimeException e) {
      deadLetters.publish(RecordCoordinates.of(activeContext), record.value(), topology.service() + "-decide", e);
      return Optional.empty();
    }
  }

  private void decide(
    Record<byte[], byte[]> record,
    Command command,
    ProcessorContext<byte[], byte[]> activeContext,
    KeyValueStore<Bytes, byte[]> state
  ) {
    HandledCommand outcome = outcome(command, activeContext, state);
    outcome.state().write();
    for (int i = 0; i < outcome.events().size(); i++) {
      Event event = outcome.events().get(i);
      EventTopic<?> topic = topology.topicOf(event);
      Headers headers = headers(record, event);
      if (i == outcome.events().size() - 1) {
        RecordHeaders.markOutcome(headers, command.getMeta().getCommandId());
      }
      byte[] key = topic.keyOf(event).getBytes(StandardCharsets.UTF_8);
      activeContext.forward(new Record<>(key, outcome.values().get(i), record.timestamp(), headers), topic.node());
    }
  }

  private Headers headers(Record<byte[], byte[]> record, Event event) {
    Headers headers = RecordHeaders.of(event, event.getMeta(), topology.service());
    TraceParent.copy(record.headers(), headers);
    return headers;
  }

  private HandledCommand outcome(
    Command command,
    ProcessorContext<byte[], byte[]> activeContext,
    KeyValueStore<Bytes, byte[]> state
  ) {
    try {
      return outcome(topology.handler().handle(command, new StoredState(state)), state);
    } catch (StreamsException | RegistryException e) {
      // The store or the registry failed, not the decision: fail the task and retry.
      throw e;
    } catch (TooLargeException e) {
      return outcome(topology.handler().tooLarge(command), state);
    } catch (RuntimeException e) {
      CommandMeta meta = command.getMeta();
      LOG.atError()
        .addKeyValue("request_id", meta.getRequestId())
        .addKeyValue("command", command.getSchema().getName())
        .addKeyValue("position", RecordCoordinates.of(activeContext))
        .setCause(e)
        .log("deciding a command failed");
      return outcome(topology.handler().failed(command), state);
    }
  }

  private HandledCommand outcome(List<Event> events, KeyValueStore<Bytes, byte[]> state) {
    return HandledCommand.of(events, topology, codec, state);
  }
}
