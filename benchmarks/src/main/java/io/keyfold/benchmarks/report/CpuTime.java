package io.keyfold.benchmarks.report;

/**
 * CPU time.
 *
 * @param server seconds used by the server under load
 * @param loadGenerator seconds used by the load generator
 */
public record CpuTime(double server, double loadGenerator) {
  /** {@return the server's milliseconds per operation} */
  public double serverMillisPer(long operations) {
    return (server * 1e3) / operations;
  }

  /** {@return the load generator's milliseconds per operation} */
  public double loadGeneratorMillisPer(long operations) {
    return (loadGenerator * 1e3) / operations;
  }
}
