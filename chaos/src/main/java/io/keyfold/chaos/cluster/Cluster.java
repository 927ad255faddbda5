package io.keyfold.chaos.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A running Keyfold, and what can be done to it. Parts are named; what a name means is the cluster's own affair. */
public interface Cluster extends AutoCloseable {
  /** {@return the one address of the API} */
  String url();

  /** {@return every instance of every service} */
  List<Instance> instances();

  /** {@return the brokers} */
  List<String> brokers();

  /** {@return the registry's name as a part} */
  String registry();

  /** {@return where Kafka clients connect from here} */
  String bootstrapServers();

  /** {@return the registry's REST API, from here} */
  String registryUrl();

  /** {@return how services name the machine that the suite runs on} */
  String hostOfSuite();

  /** {@return what can be done to it} */
  Set<Capability> abilities();

  /** {@return the broker that leads the quorum now} */
  String controller() throws IOException, InterruptedException;

  /**
   * Returns when every part is up and ready.
   *
   * @throws ClusterFailure if that takes too long
   */
  void awaitReady() throws InterruptedException;

  /**
   * Gives each partition back to the broker that is to lead it. Kafka does so by itself some minutes after a broker came back, and that would
   * be in the middle of another fault. Returns when each instance has its share of the work: instances take it a minute after they began.
   *
   * @throws ClusterFailure if that takes too long
   */
  default void settle() throws InterruptedException {}

  /** Ends parts at once (SIGKILL); nothing starts them again but {@link #start}. */
  void kill(List<String> parts) throws IOException, InterruptedException;

  /** Starts parts that were ended. */
  void start(List<String> parts) throws IOException, InterruptedException;

  /** Lets a part end in order (SIGTERM) and waits for it. */
  default void stop(String part) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("stop " + part);
  }

  /** Stops parts in time (SIGSTOP). */
  void pause(List<String> parts) throws IOException, InterruptedException;

  /** Lets parts go on. */
  void resume(List<String> parts) throws IOException, InterruptedException;

  /** Drops all that one part and the others say to each other. */
  default void cut(String part, List<String> others) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("cut " + part + " from " + others);
  }

  /** Ends what {@link #cut} did to a part. */
  default void reconnect(String part, List<String> others) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("reconnect " + part);
  }

  /** Makes a part slow. */
  default void slow(String part) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("slow " + part);
  }

  /** Ends what {@link #slow} did to a part. */
  default void quicken(String part) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("quicken " + part);
  }

  /** Fills the disk that a part keeps its data on. */
  default void fill(String part) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("fill " + part);
  }

  /** Frees what {@link #fill} took. */
  default void free(String part) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("free " + part);
  }

  /** Moves a part's clock. */
  default void shiftClock(String part, Duration shift) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("shift " + part + " by " + shift);
  }

  /** Ends a part in order and starts the other release of it. */
  default void upgrade(String part) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("upgrade " + part);
  }

  /** Overwrites parts of the files of a service's local stores. The service is down. */
  default void corruptStores(String part) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("corrupt " + part);
  }

  /** Deletes a service's local stores, all but the usage spool, which is no copy. The service is down. */
  default void deleteStores(String part) throws IOException, InterruptedException {
    throw new UnsupportedOperationException("delete stores of " + part);
  }

  @Override
  void close();
}
