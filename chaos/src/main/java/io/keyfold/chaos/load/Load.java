package io.keyfold.chaos.load;

import io.keyfold.chaos.ledger.Ledger;
import io.keyfold.chaos.ledger.ObjectKind;
import io.keyfold.chaos.ledger.UsageBook;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Writers, resolvers and callers of tools, from when it is started until it is drained. */
public final class Load {

  private static final Duration DRAIN = Duration.ofSeconds(90);

  private final List<Tenant> tenants;
  private final Size size;
  private final Ledger ledger = new Ledger();
  private final UsageBook book = new UsageBook();
  private final RequestLog writes = new RequestLog();
  private final RequestLog reads = new RequestLog();
  private final RequestLog calls = new RequestLog();
  private final Gate gate = new Gate();
  private final List<Thread> threads = new ArrayList<>();

  /**
   * How much load.
   *
   * @param writers how many write at once
   * @param resolvers how many resolve at once
   * @param callers how many call tools at once
   * @param pause of each after each request, on average
   */
  public record Size(int writers, int resolvers, int callers, Duration pause) {}

  /** Has the tenants to work for. */
  public Load(List<Tenant> tenants, Size size) {
    this.tenants = List.copyOf(tenants);
    this.size = size;
  }

  /** Begins. */
  public void start() {
    Pace pace = new Pace(size.pause());
    for (int i = 0; i < size.writers(); i++) {
      ObjectKind family = (i / tenants.size()) % 2 == 0 ? ObjectKind.DEPLOYMENT : ObjectKind.AUTH_CONFIG;
      begin(new Writer(tenant(i), family, ledger, writes, gate, pace));
    }
    for (int i = 0; i < size.resolvers(); i++) {
      begin(new MeteredCaller(tenant(i), MeteredCaller.Act.RESOLVE, book, reads, gate, pace));
    }
    for (int i = 0; i < size.callers(); i++) {
      begin(new MeteredCaller(tenant(i), MeteredCaller.Act.CALL_TOOL, book, calls, gate, pace));
    }
  }

  /** Lets nobody begin anything new, and waits, bounded, until it is certain what came of everything. */
  public void drain() throws InterruptedException {
    gate.drain(DRAIN);
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(20));
    }
  }

  /** {@return for whom it works} */
  public List<Tenant> tenants() {
    return tenants;
  }

  /** {@return what writers made} */
  public Ledger ledger() {
    return ledger;
  }

  /** {@return what is counted} */
  public UsageBook book() {
    return book;
  }

  /** {@return how writes went; a stream per tenant and service} */
  public RequestLog writes() {
    return writes;
  }

  /** {@return how resolutions went} */
  public RequestLog reads() {
    return reads;
  }

  /** {@return how tool calls went} */
  public RequestLog calls() {
    return calls;
  }

  private Tenant tenant(int number) {
    return tenants.get(number % tenants.size());
  }

  private void begin(Runnable worker) {
    threads.add(Thread.ofVirtual().start(worker));
  }
}
