package io.keyfold.platform.thread;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the threads of a service, and knows which of them do not run though they should. What a thread of its own does is begun again when
 * it fails; a pool's tasks fail alone. Each failure is logged and counted. Thread-safe.
 */
public final class ThreadSupervisor {

  private static final Logger LOG = LoggerFactory.getLogger(ThreadSupervisor.class);

  private final MeterRegistry meters;
  private final Set<SupervisedThread> threads = ConcurrentHashMap.newKeySet();

  /** Supervises nothing yet. */
  public ThreadSupervisor(MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("keyfold.threads.down", this, it -> it.down().size())
      .description("Threads that do not run though they should")
      .register(meters);
  }

  /**
   * {@return a daemon thread that runs the body, and again after a pause whenever that fails; to be started}
   *
   * @param body returns when it is to end; has to be able to begin again wherever it failed
   */
  public SupervisedThread thread(String name, SupervisedThread.Body body) {
    return new SupervisedThread(name, body, reports(name), threads);
  }

  /** {@return one daemon thread for tasks; a periodic one that fails goes on} To be shut down by the caller. */
  public ScheduledExecutorService scheduled(String name) {
    return new SupervisedExecutor(factory(name), reports(name));
  }

  /** {@return what makes the daemon threads of a pool; the pool replaces one that ends by a failure} */
  public ThreadFactory factory(String name) {
    FailureReports reports = reports(name);
    return Thread.ofPlatform()
      .name(name + "-", 1)
      .daemon()
      .uncaughtExceptionHandler((thread, failure) -> reports.failed(failure))
      .factory();
  }

  /** {@return the names of the threads that do not run though they should, or fail again and again; sorted} */
  public List<String> down() {
    return threads.stream().filter(SupervisedThread::isDown).map(SupervisedThread::name).sorted().toList();
  }

  private FailureReports reports(String name) {
    Counter failures = Counter.builder("keyfold.threads.failures")
      .description("Failures that ended what a thread did")
      .tag("thread", name)
      .register(meters);
    return failure -> {
      failures.increment();
      LOG.atError().addKeyValue("thread", name).setCause(failure).log("what a thread did has failed");
    };
  }
}
