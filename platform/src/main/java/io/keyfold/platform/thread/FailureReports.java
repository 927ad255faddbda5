package io.keyfold.platform.thread;

/** Where the failures of a thread are counted and logged. */
@FunctionalInterface
interface FailureReports {
  void failed(Throwable failure);
}
