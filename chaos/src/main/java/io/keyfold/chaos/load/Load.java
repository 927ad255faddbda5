package io.keyfold.chaos.load;

import io.keyfold.chaos.ledger.Ledger;
import io.keyfold.chaos.ledger.ObjectKind;
import io.keyfold.chaos.ledger.UsageTally;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Runs writers, resolvers and tool callers from {@link #start} to {@link #drain}. */
public final class Load {

  private static final Duration DRAIN_TIMEOUT = Duration.ofSeconds(90);

  private final List<Tenant> tenants;
  private final Size size;
  private final Ledger ledger = new Ledger();
  private final UsageTally usage = new UsageTally();
  private final RequestLog writes = new RequestLog();
  private final RequestLog reads = new RequestLog();
  private final RequestLog calls = new RequestLog();
  private final DrainGate gate = new DrainGate();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * The size of the load.
   *
   * @param writers number of concurrent writers
   * @param resolvers number of concurrent resolvers
   * @param callers number of concurrent tool callers
   * @param pause average pause of each worker after each request
   */
  public record Size(int writers, int resolvers, int callers, Duration pause) {}

  /** Creates a load; workers are spread over the tenants. */
  public Load(List<Tenant> tenants, Size size) {
    this.tenants = List.copyOf(tenants);
    this.size = size;
  }

  /** Starts all workers, each in a virtual thread. */
  public void start() {
    ThinkTime thinkTime = new ThinkTime(size.pause());
    for (int i = 0; i < size.writers(); i++) {
      ObjectKind kind = (i / tenants.size()) % 2 == 0 ? ObjectKind.DEPLOYMENT : ObjectKind.AUTH_CONFIG;
      startWorker(new Writer(tenant(i), kind, ledger, writes, gate, thinkTime));
    }
    for (int i = 0; i < size.resolvers(); i++) {
      startWorker(new MeteredCaller(tenant(i), MeteredCaller.MeteredRequest.RESOLVE, usage, reads, gate, thinkTime));
    }
    for (int i = 0; i < size.callers(); i++) {
      startWorker(new MeteredCaller(tenant(i), MeteredCaller.MeteredRequest.CALL_TOOL, usage, calls, gate, thinkTime));
    }
  }

  /** Stops new requests, and waits until pending ones have an outcome: at most 90 s, and 20 s for each worker. */
  public void drain() throws InterruptedException {
    gate.drain(DRAIN_TIMEOUT);
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(20));
    }
  }

  /** {@return the tenants of the workers} */
  public List<Tenant> tenants() {
    return tenants;
  }

  /** {@return the objects that writers created} */
  public Ledger ledger() {
    return ledger;
  }

  /** {@return the outcomes of metered requests} */
  public UsageTally usage() {
    return usage;
  }

  /** {@return the outcomes of writes; one stream per tenant and service} */
  public RequestLog writes() {
    return writes;
  }

  /** {@return the outcomes of resolutions} */
  public RequestLog reads() {
    return reads;
  }

  /** {@return the outcomes of tool calls} */
  public RequestLog calls() {
    return calls;
  }

  private Tenant tenant(int number) {
    return tenants.get(number % tenants.size());
  }

  private void startWorker(Runnable worker) {
    threads.add(Thread.ofVirtual().start(worker));
  }
}
