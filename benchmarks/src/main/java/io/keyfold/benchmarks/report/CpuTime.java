package io.keyfold.benchmarks.report;

/**
 * Processor time.
 *
 * @param server seconds that the process under load used
 * @param own seconds that the load generator used
 */
public record CpuTime(double server, double own) {
  /** {@return the server's milliseconds per act} */
  public double serverPer(long acts) {
    return (server * 1e3) / acts;
  }

  /** {@return the load generator's milliseconds per act} */
  public double ownPer(long acts) {
    return (own * 1e3) / acts;
  }
}
