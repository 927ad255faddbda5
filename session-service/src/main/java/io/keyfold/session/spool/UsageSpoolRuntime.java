package io.keyfold.session.spool;

import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.session.usage.UsageSpool;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** Runs the spool and its sender. */
public final class UsageSpoolRuntime implements AutoCloseable {

  private final DiskSpool spool;
  private final SpoolSender sender;
  private final UsageSpool port;

  private UsageSpoolRuntime(DiskSpool spool, SpoolSender sender, UsageSpool port) {
    this.spool = spool;
    this.sender = sender;
    this.port = port;
  }

  /**
   * Opens the spool and starts to send its records.
   *
   * @param recordsTopic topic of usage records
   * @param watermarksTopic topic of the spools' watermarks
   * @param producers creates transactional producers, all with one transactional id derived from the spool's id
   * @throws UncheckedIOException if the folder cannot be used or another process uses it
   */
  public static UsageSpoolRuntime start(
    SpoolSettings settings,
    String recordsTopic,
    String watermarksTopic,
    SpoolWire wire,
    SpoolProducers producers,
    ThreadSupervisor threads,
    MeterRegistry metrics,
    Clock clock
  ) {
    try {
      SpoolTopics topics = new SpoolTopics(recordsTopic, watermarksTopic);
      DiskSpool spool = DiskSpool.open(settings, clock, threads);
      Supplier<Producer<String, byte[]>> own = () -> producers.create("keyfold-spool-" + spool.spoolId());
      SpoolSender sender = new SpoolSender(spool, settings, topics, wire, own, clock, threads);
      SpoolMetrics.register(metrics, settings, spool, sender);
      sender.start();
      return new UsageSpoolRuntime(spool, sender, new SpooledUsage(spool, topics, wire));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** {@return the port that accepts usage records} */
  public UsageSpool port() {
    return port;
  }

  /** {@return the spool's id} */
  public String spoolId() {
    return spool.spoolId();
  }

  /** {@return whether records would be accepted now, for the health check} */
  public boolean hasRoom() {
    return spool.hasRoom();
  }

  /** {@return whether the spool's disk accepts records; if not, only this instance rejects all calls} */
  public boolean diskWrites() {
    return spool.diskWrites();
  }

  /** {@return whether the spool is announced on the log; until then it rejects all calls} */
  public boolean announced() {
    return spool.isAnnounced();
  }

  /** Rejects new records, sends the rest within the timeout, and releases the folder. */
  @Override
  public void close() {
    spool.stopIntake();
    sender.close();
    try {
      spool.close();
    } catch (IOException e) {
      throw new UncheckedIOException("closing the usage spool failed", e);
    }
  }
}
