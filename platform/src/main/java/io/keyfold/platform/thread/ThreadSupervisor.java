package io.keyfold.platform.thread;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;

/**
 * Creates the threads of a service and reports those that are down. A dedicated thread reruns its body after a failure;
 * tasks of a pool fail independently. Each failure is logged and counted. Thread-safe.
 */
public final class ThreadSupervisor {

  private final MeterRegistry meters;
  private final Set<SupervisedThread> threads = ConcurrentHashMap.newKeySet();

  /** Creates a supervisor without threads. */
  public ThreadSupervisor(MeterRegistry meters) {
    this.meters = meters;
    Gauge.builder("keyfold.threads.down", this, supervisor -> supervisor.down().size())
      .description("Threads that should be running but are not")
      .register(meters);
  }

  /**
   * {@return an unstarted daemon thread that runs the body, and reruns it after a pause when it fails}
   *
   * @param body returns when it is to end; must be able to restart after a failure at any point
   */
  public SupervisedThread thread(String name, SupervisedThread.Body body) {
    return new SupervisedThread(name, body, reports(name), threads);
  }

  /** {@return a single-threaded scheduler; periodic tasks continue after a failure} The caller shuts it down. */
  public ScheduledExecutorService scheduled(String name) {
    return new SupervisedExecutor(factory(name), reports(name));
  }

  /** {@return a factory of daemon threads for a pool; the pool replaces a thread that ends with a failure} */
  public ThreadFactory factory(String name) {
    FailureReports reports = reports(name);
    return Thread.ofPlatform()
      .name(name + "-", 1)
      .daemon()
      .uncaughtExceptionHandler((thread, failure) -> reports.failed(failure))
      .factory();
  }

  /** {@return the names of the threads that are down or fail repeatedly, sorted} */
  public List<String> down() {
    return threads.stream().filter(SupervisedThread::isDown).map(SupervisedThread::name).sorted().toList();
  }

  private FailureReports reports(String name) {
    return FailureReports.of(name, meters);
  }
}
