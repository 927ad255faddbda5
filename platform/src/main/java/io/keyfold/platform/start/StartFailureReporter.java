package io.keyfold.platform.start;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Logs a failed start as one line, and its stack trace at DEBUG. */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartFailureReporter implements SpringBootExceptionReporter {

  private static final Logger LOG = LoggerFactory.getLogger(StartFailureReporter.class);

  @Override
  public boolean reportException(Throwable failure) {
    LOG.error("the service failed to start: {}", StartProblem.describe(failure));
    LOG.debug("cause of the failed start", failure);
    return true;
  }
}
