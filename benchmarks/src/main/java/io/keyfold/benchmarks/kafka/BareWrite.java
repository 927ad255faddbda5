package io.keyfold.benchmarks.kafka;

import io.keyfold.benchmarks.report.Result;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;

/**
 * A write through the log with Kafka's clients alone, as the reference for Keyfold's writes. One consumer reads a
 * command, and commits an event and its own offset in one transaction. Another consumer reads the committed event.
 */
public final class BareWrite implements AutoCloseable {

  private static final String COMMANDS = "benchmark.commands";
  private static final String EVENTS = "benchmark.events";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long TIMEOUT_SECONDS = 30;

  private final byte[] record = new byte[CommittedAppend.RECORD_BYTES];
  private final Semaphore seen = new Semaphore(0);
  private final Producer<byte[], byte[]> commands;
  private final Producer<byte[], byte[]> events;
  private final ConsumerLoop decide;
  private final ConsumerLoop view;

  /** Creates two topics with one partition each, and starts both consumers. */
  public BareWrite(String servers) throws Exception {
    BenchmarkTopic.create(servers, COMMANDS);
    BenchmarkTopic.create(servers, EVENTS);
    Clients clients = new Clients(servers);
    this.commands = clients.producer();
    this.events = clients.transactionalProducer(EVENTS);
    this.view = new ConsumerLoop("benchmark-view", clients.consumerFromEnd(List.of(EVENTS))) {
      @Override
      void read(ConsumerRecords<byte[], byte[]> records) {
        seen.release(records.count());
      }
    };
    this.decide = new ConsumerLoop("benchmark-decide", clients.consumerFromEnd(List.of(COMMANDS))) {
      @Override
      void read(ConsumerRecords<byte[], byte[]> records) {
        events.beginTransaction();
        for (ConsumerRecord<byte[], byte[]> command : records) {
          var _ = events.send(new ProducerRecord<>(EVENTS, command.value()));
        }
        events.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
        events.commitTransaction();
      }
    };
    view.thread.start();
    decide.thread.start();
  }

  /**
   * {@return the result of a number of writes}
   *
   * @param concurrency number of concurrent writes
   * @throws IllegalStateException if an event is missing after 30 s
   */
  public Result run(int times, int concurrency) throws InterruptedException {
    return Rounds.measure(times, concurrency, () -> {
      for (int i = 0; i < concurrency; i++) {
        var _ = commands.send(new ProducerRecord<>(COMMANDS, record));
      }
      if (!seen.tryAcquire(concurrency, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no event within " + TIMEOUT_SECONDS + " s");
      }
    });
  }

  @Override
  public void close() {
    decide.stop();
    view.stop();
    events.close();
    commands.close();
  }

  /** Consumes records in a thread of its own until it is stopped. */
  private abstract static class ConsumerLoop {

    final Consumer<byte[], byte[]> consumer;
    final Thread thread;

    ConsumerLoop(String name, Consumer<byte[], byte[]> consumer) {
      this.consumer = consumer;
      this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    abstract void read(ConsumerRecords<byte[], byte[]> records);

    private void run() {
      try (consumer) {
        while (true) {
          ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
          if (!records.isEmpty()) {
            read(records);
          }
        }
      } catch (WakeupException e) {
        // stop() was called.
      }
    }

    void stop() {
      consumer.wakeup();
      try {
        thread.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
