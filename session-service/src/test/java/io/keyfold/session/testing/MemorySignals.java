package io.keyfold.session.testing;

import io.keyfold.platform.log.signal.SignalLog;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Signals among the edges of a test, which receive them at once. */
public final class MemorySignals implements SignalLog {

  private final List<Consumer<SpecificRecord>> receivers = new CopyOnWriteArrayList<>();
  private final List<SpecificRecord> sent = new CopyOnWriteArrayList<>();

  @Override
  public void send(String key, String subject, Instant at, SpecificRecord signal) {
    sent.add(signal);
    receivers.forEach(receiver -> receiver.accept(signal));
  }

  @Override
  public void listen(Consumer<SpecificRecord> receiver) {
    receivers.add(receiver);
  }

  /** {@return the signals so far} */
  public List<SpecificRecord> sent() {
    return List.copyOf(sent);
  }
}
