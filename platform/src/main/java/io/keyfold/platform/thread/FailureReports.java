package io.keyfold.platform.thread;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and logs the failures of background work.
 *
 * @param name name of the thread or task
 * @param failures counts them
 */
record FailureReports(String name, Counter failures) {
  private static final Logger LOG = LoggerFactory.getLogger(FailureReports.class);

  static FailureReports of(String name, MeterRegistry meters) {
    return new FailureReports(
      name,
      Counter.builder("keyfold.threads.failures")
        .description("Failures of a thread's work")
        .tag("thread", name)
        .register(meters)
    );
  }

  void failed(Throwable failure) {
    failures.increment();
    LOG.atError().addKeyValue("thread", name).setCause(failure).log("a thread's work failed");
  }
}
