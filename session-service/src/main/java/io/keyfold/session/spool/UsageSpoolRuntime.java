package io.keyfold.session.spool;

import io.keyfold.platform.thread.ThreadSupervisor;
import io.keyfold.session.usage.UsageSpool;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;

/** The spool and its sender, from start to end. */
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
   * Opens the spool and begins to send what is in it.
   *
   * @param recordsTopic where records of use go
   * @param watermarksTopic where the spool tells how far it is
   * @param producers makes transactional producers, all under one id that follows from the spool's
   * @throws UncheckedIOException if the folder cannot be used or another process has it
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

  /** {@return where metered acts are written down} */
  public UsageSpool port() {
    return port;
  }

  /** {@return the spool's id} */
  public String spoolId() {
    return spool.spoolId();
  }

  /** {@return whether records could be taken now: for the operator's health check} */
  public boolean hasRoom() {
    return spool.hasRoom();
  }

  /** {@return whether the spool's disk takes records: an instance whose disk does not refuses every call, others need not} */
  public boolean diskWrites() {
    return spool.diskWrites();
  }

  /** {@return whether the log knows that the spool is open: before, it refuses every call} */
  public boolean announced() {
    return spool.isAnnounced();
  }

  /** Refuses new records, sends the rest within the bound, and frees the folder. */
  @Override
  public void close() {
    spool.stopIntake();
    sender.close();
    try {
      spool.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the usage spool could not be closed", e);
    }
  }
}
