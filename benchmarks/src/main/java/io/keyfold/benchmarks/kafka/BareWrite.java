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
 * The way of a write through the log, with nothing done on it: a command is appended; who reads it appends an event, and
 * commits that with its own position in one transaction; who reads committed events sees it. Kafka's clients and nothing else, so it is
 * the least that an event-driven write can cost on this broker.
 */
public final class BareWrite implements AutoCloseable {

  private static final String COMMANDS = "benchmark.commands";
  private static final String EVENTS = "benchmark.events";
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long BOUND_SECONDS = 30;

  private final byte[] record = new byte[CommittedAppend.RECORD_BYTES];
  private final Semaphore seen = new Semaphore(0);
  private final Producer<byte[], byte[]> commands;
  private final Producer<byte[], byte[]> events;
  private final Reader decide;
  private final Reader view;

  /** Writes on topics of its own with one partition each. */
  public BareWrite(String servers) throws Exception {
    BenchmarkTopic.create(servers, COMMANDS);
    BenchmarkTopic.create(servers, EVENTS);
    Clients clients = new Clients(servers);
    this.commands = clients.appending();
    this.events = clients.transactional(EVENTS);
    this.view = new Reader("benchmark-view", clients.reading(List.of(EVENTS))) {
      @Override
      void read(ConsumerRecords<byte[], byte[]> records) {
        seen.release(records.count());
      }
    };
    this.decide = new Reader("benchmark-decide", clients.reading(List.of(COMMANDS))) {
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
   * {@return how so many writes went}
   *
   * @param atOnce how many callers wait at a time
   * @throws IllegalStateException if an event does not come
   */
  public Result run(int times, int atOnce) throws InterruptedException {
    return Rounds.measure(times, atOnce, () -> {
      for (int i = 0; i < atOnce; i++) {
        var _ = commands.send(new ProducerRecord<>(COMMANDS, record));
      }
      if (!seen.tryAcquire(atOnce, BOUND_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("no event within " + BOUND_SECONDS + " s");
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

  /** Reads on a thread of its own until it is stopped. */
  private abstract static class Reader {

    final Consumer<byte[], byte[]> consumer;
    final Thread thread;

    Reader(String name, Consumer<byte[], byte[]> consumer) {
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
        // Stopped.
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
