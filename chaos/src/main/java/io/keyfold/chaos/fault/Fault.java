package io.keyfold.chaos.fault;

import io.keyfold.chaos.cluster.Capability;
import io.keyfold.chaos.cluster.Cluster;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;

/**
 * A fault that is injected into a cluster and then recovered.
 *
 * @param name its name for {@code --only}
 * @param needs operations that the cluster must support
 * @param duration time between injection and recovery
 * @param inject injects the fault
 * @param recover ends the fault
 * @param limits the allowed impact
 */
public record Fault(String name, Set<Capability> needs, Duration duration, Step inject, Step recover, Limits limits) {
  /** Copies the needed capabilities. */
  public Fault {
    needs = Set.copyOf(needs);
  }

  /** An operation on a cluster. */
  @FunctionalInterface
  public interface Step {
    /** Runs the operation. */
    void run(Cluster cluster) throws IOException, InterruptedException;
  }

  /** An operation without effect. */
  static final Step NOTHING = cluster -> {};
}
