package io.keyfold.chaos.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A running Keyfold cluster and the fault operations on its named components. */
public interface Cluster extends AutoCloseable {
  /** {@return the public base URL of the API} */
  String url();

  /** {@return all instances of all services} */
  List<Instance> instances();

  /** {@return the component names of the brokers} */
  List<String> brokers();

  /** {@return the component name of the schema registry} */
  String registry();

  /** {@return the bootstrap servers for Kafka clients in this process} */
  String bootstrapServers();

  /** {@return the base URL of the registry's REST API for this process} */
  String registryUrl();

  /** {@return the host name under which services reach this process} */
  String suiteHost();

  /** {@return the supported fault operations} */
  Set<Capability> capabilities();

  /** {@return the component name of the active Kafka controller} */
  String controller() throws IOException, InterruptedException;

  /**
   * Waits until every component is ready.
   *
   * @throws ClusterFailure after 10 minutes
   */
  void awaitReady() throws InterruptedException;

  /**
   * Elects the preferred leader of each partition, and waits until every instance has tasks. Kafka would do the former
   * minutes after a broker's return, in the middle of the next fault; instances take over tasks a minute after their
   * start.
   *
   * @throws ClusterFailure after 10 minutes
   */
  default void rebalance() throws InterruptedException {}

  /** Kills components (SIGKILL). They stay down until {@link #start}. */
  void kill(List<String> components) throws IOException, InterruptedException;

  /** Starts components that are down. */
  void start(List<String> components) throws IOException, InterruptedException;

  /** Shuts a component down (SIGTERM) and waits for its end. */
  default void stop(String component) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("stop " + component);
  }

  /** Suspends components (SIGSTOP). */
  void pause(List<String> components) throws IOException, InterruptedException;

  /** Resumes suspended components. */
  void resume(List<String> components) throws IOException, InterruptedException;

  /** Drops all network packets between a component and others. */
  default void cut(String component, List<String> others) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("cut " + component + " from " + others);
  }

  /** Reverts {@link #cut}. */
  default void reconnect(String component, List<String> others) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("reconnect " + component);
  }

  /** Throttles a component's CPU. */
  default void throttle(String component) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("throttle " + component);
  }

  /** Reverts {@link #throttle}. */
  default void unthrottle(String component) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("unthrottle " + component);
  }

  /** Fills the disk that holds a component's data. */
  default void fillDisk(String component) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("fill disk of " + component);
  }

  /** Reverts {@link #fillDisk}. */
  default void freeDisk(String component) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("free disk of " + component);
  }

  /** Shifts a component's clock relative to the real time. */
  default void shiftClock(String component, Duration shift) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("shift " + component + " by " + shift);
  }

  /** Shuts a component down and starts the other release of it. */
  default void upgrade(String component) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("upgrade " + component);
  }

  /** Overwrites the first 4 KiB of each file of a service's local stores. The service must be down. */
  default void corruptStores(String component) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("corrupt " + component);
  }

  /** Deletes a service's local stores, but not its usage spool, which cannot be rebuilt. The service must be down. */
  default void deleteStores(String component) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("delete stores of " + component);
  }

  @Override
  void close();
}
