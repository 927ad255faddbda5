package io.keyfold.platform.thread;

/** Counts and logs the failures of a thread. */
@FunctionalInterface
interface FailureReports {
  void failed(Throwable failure);
}
