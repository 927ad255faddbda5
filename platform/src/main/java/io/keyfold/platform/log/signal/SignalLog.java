package io.keyfold.platform.log.signal;

import java.time.Instant;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * Passes signals to all instances of a service, the sender included. A signal is a hint about something that runs: it may
 * be lost, and nothing may depend on it. Signals of one key arrive in the order in which they were sent. Thread-safe.
 */
public interface SignalLog {
  /**
   * Sends a signal. Returns at once, and never fails: a signal that cannot be sent is counted.
   *
   * @param key the record's key
   * @param subject id of what it is about
   * @param at the signal's time
   */
  void send(String key, String subject, Instant at, SpecificRecord signal);

  /**
   * Registers a receiver. It runs on the thread that reads the signals, so it must be fast and must not throw. It
   * receives signals again when an instance starts to read.
   */
  void listen(Consumer<SpecificRecord> receiver);
}
