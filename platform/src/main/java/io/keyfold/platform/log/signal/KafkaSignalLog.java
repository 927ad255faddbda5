package io.keyfold.platform.log.signal;

import io.keyfold.platform.log.RecordHeaders;
import io.keyfold.platform.log.deadletter.DeadLetters;
import io.keyfold.platform.thread.SupervisedThread;
import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.platform.topic.TopicSpec;
import io.keyfold.schemas.serde.AvroCodec;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.scheduler.Scheduler;

/** Signals on a topic of their own, which each instance reads as a whole. */
public final class KafkaSignalLog implements SignalLog, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(KafkaSignalLog.class);

  /** Maximum number of signals that Kafka has not yet acknowledged; further ones are dropped. */
  private static final int MAX_PENDING = 1_000;

  private static final Duration END = Duration.ofSeconds(5);

  private final Destination destination;
  private final Parts log;
  private final List<Consumer<SpecificRecord>> receivers = new CopyOnWriteArrayList<>();
  private final AtomicInteger pending = new AtomicInteger();
  private final AtomicBoolean failing = new AtomicBoolean();
  private final Counter sent;
  private final Counter lost;
  private final Scheduler.Worker sends;
  private final SignalReader reader;
  private final SupervisedThread thread;

  /**
   * The destination of signals.
   *
   * @param service name of the service, for metrics and the CloudEvents source
   * @param topic the topic
   */
  public record Destination(String service, TopicSpec topic) {}

  /**
   * Shared dependencies of a service's log.
   *
   * @param consumer consumer configuration
   * @param scheduler bounded scheduler for sends
   */
  public record Parts(
    Producer<byte[], byte[]> producer,
    Map<String, Object> consumer,
    AvroCodec codec,
    DeadLetters deadLetters,
    Scheduler scheduler,
    ThreadSupervisor threads,
    InstantSource clock,
    MeterRegistry metrics
  ) {}

  /** Creates a log; {@link #start} starts to read it. */
  public KafkaSignalLog(Destination destination, Parts log) {
    this.destination = destination;
    this.log = log;
    this.sent = counted("sent");
    this.lost = counted("lost");
    // One worker keeps the order.
    this.sends = log.scheduler().createWorker();
    this.reader = new SignalReader(destination, log, this::received);
    this.thread = log.threads().thread(destination.service() + "-signals", reader);
  }

  private Counter counted(String outcome) {
    return Counter.builder("keyfold.signals")
      .description("Signals to the other instances")
      .tag("service", destination.service())
      .tag("outcome", outcome)
      .register(log.metrics());
  }

  /** Starts to read. Call once. */
  public void start() {
    thread.start();
  }

  private void received(SpecificRecord signal) {
    receivers.forEach(receiver -> receiver.accept(signal));
  }

  @Override
  public void listen(Consumer<SpecificRecord> receiver) {
    receivers.add(receiver);
  }

  @Override
  public void send(String key, String subject, Instant at, SpecificRecord signal) {
    if (pending.incrementAndGet() > MAX_PENDING) {
      done("too many signals are pending");
      return;
    }
    try {
      // Sending may block while Kafka's metadata is fetched.
      sends.schedule(() -> append(key, subject, at, signal));
    } catch (RejectedExecutionException e) {
      done(e.getClass().getSimpleName());
    }
  }

  private void append(String key, String subject, Instant at, SpecificRecord signal) {
    try {
      String topic = destination.topic().name();
      var headers = RecordHeaders.cloudEvent(signal, UUID.randomUUID().toString(), subject, at, destination.service());
      byte[] value = log.codec().encode(topic, signal);
      var record = new ProducerRecord<>(topic, null, key.getBytes(StandardCharsets.UTF_8), value, headers);
      Future<?> _ = log.producer().send(record, (metadata, error) -> done(error == null ? null : error.toString()));
    } catch (RuntimeException e) {
      done(e.toString());
    }
  }

  private void done(@Nullable String error) {
    pending.decrementAndGet();
    if (error == null) {
      sent.increment();
      failing.set(false);
      return;
    }
    lost.increment();
    if (failing.compareAndSet(false, true)) {
      LOG.atWarn()
        .addKeyValue("topic", destination.topic().name())
        .addKeyValue("error", error)
        .log("a signal to the other instances was lost; further losses are only counted");
    }
  }

  /** Stops reading. */
  @Override
  public void close() {
    sends.dispose();
    reader.stop();
    thread.end(END);
  }
}
