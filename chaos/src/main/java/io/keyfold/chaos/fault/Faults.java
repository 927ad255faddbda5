package io.keyfold.chaos.fault;

import static io.keyfold.chaos.cluster.Capability.CUT;
import static io.keyfold.chaos.cluster.Capability.KILL;
import static io.keyfold.chaos.cluster.Capability.PAUSE;
import static io.keyfold.chaos.cluster.Capability.SLOW;

import io.keyfold.chaos.cluster.Capability;
import io.keyfold.chaos.cluster.Cluster;
import io.keyfold.chaos.cluster.Instance;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The catalogue of faults for a cluster. */
public final class Faults {

  private static final Duration DOWN = Duration.ofSeconds(20);
  private static final Duration ZOMBIE = Duration.ofSeconds(60);
  private static final Duration WARM_UP = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final List<Fault> faults = new ArrayList<>();

  private Faults(Cluster cluster) {
    this.cluster = cluster;
  }

  /** {@return the faults, in order of execution} */
  public static List<Fault> of(Cluster cluster) {
    Faults all = new Faults(cluster);
    all.baseline();
    List<String> services = cluster.instances().stream().map(Instance::component).distinct().toList();
    if (services.equals(cluster.brokers())) {
      all.singleProcess(services);
    } else {
      all.services(services);
      all.brokers(cluster.brokers(), services);
      all.registry(services);
      new DataFaults(services, cluster.brokers()).addTo(all.faults);
    }
    all.faults.add(PoisonRecords.fault());
    all.faults.add(NewerEvent.fault());
    return List.copyOf(all.faults);
  }

  /** A run without a fault, as the baseline for the others. */
  private void baseline() {
    add("none", Set.of(), DOWN, Fault.NOTHING, Fault.NOTHING, Limits.noImpact());
  }

  /** Faults of a cluster that is one process. */
  private void singleProcess(List<String> components) {
    add(
      "kill-all",
      Set.of(KILL),
      Duration.ofSeconds(1),
      cluster -> cluster.kill(components),
      cluster -> cluster.start(components),
      Limits.fullOutage()
    );
    add(
      "pause-all",
      Set.of(PAUSE),
      DOWN,
      cluster -> cluster.pause(components),
      cluster -> cluster.resume(components),
      Limits.fullOutage()
    );
  }

  private void services(List<String> services) {
    for (String service : services) {
      List<String> component = List.of(service);
      add(
        "kill-" + service,
        Set.of(KILL),
        DOWN,
        cluster -> cluster.kill(component),
        cluster -> cluster.start(component),
        Limits.failover()
      );
    }
    for (String service : services) {
      List<String> component = List.of(service);
      add(
        "pause-" + service,
        Set.of(PAUSE),
        ZOMBIE,
        cluster -> cluster.pause(component),
        cluster -> cluster.resume(component),
        Limits.failover()
      );
    }
    add(
      "rolling-restart",
      Set.of(Capability.STOP),
      Duration.ofSeconds(1),
      cluster -> restart(cluster, services),
      Fault.NOTHING,
      Limits.noImpact()
    );
    add(
      "rolling-upgrade",
      Set.of(Capability.RELEASE),
      Duration.ofSeconds(1),
      cluster -> upgrade(cluster, services),
      Fault.NOTHING,
      Limits.noImpact()
    );
  }

  private static void upgrade(Cluster cluster, List<String> services) throws IOException, InterruptedException {
    for (String service : services) {
      cluster.upgrade(service);
      awaitWarmUp(cluster);
    }
  }

  /**
   * Waits a minute after an instance is ready, as minReadySeconds in the manifests: its peers take over its tasks, and
   * must be warm.
   */
  private static void awaitWarmUp(Cluster cluster) throws InterruptedException {
    cluster.awaitReady();
    TimeUnit.NANOSECONDS.sleep(WARM_UP.toNanos());
  }

  private static void restart(Cluster cluster, List<String> services) throws IOException, InterruptedException {
    for (String service : services) {
      cluster.stop(service);
      cluster.start(List.of(service));
      awaitWarmUp(cluster);
    }
  }

  private void brokers(List<String> brokers, List<String> services) {
    for (String broker : brokers) {
      List<String> component = List.of(broker);
      add(
        "kill-" + broker,
        Set.of(KILL),
        DOWN,
        cluster -> cluster.kill(component),
        cluster -> cluster.start(component),
        Limits.kafkaFailover()
      );
    }
    AtomicReference<String> leader = new AtomicReference<>("");
    add(
      "kill-controller",
      Set.of(KILL),
      DOWN,
      cluster -> {
        leader.set(cluster.controller());
        cluster.kill(List.of(leader.get()));
      },
      cluster -> cluster.start(List.of(leader.get())),
      Limits.kafkaFailover()
    );
    String last = brokers.getLast();
    List<String> others = brokers.subList(0, brokers.size() - 1);
    add(
      "pause-broker",
      Set.of(PAUSE),
      DOWN,
      cluster -> cluster.pause(List.of(last)),
      cluster -> cluster.resume(List.of(last)),
      Limits.kafkaFailover()
    );
    add(
      "cut-broker",
      Set.of(CUT),
      DOWN,
      cluster -> cluster.cut(last, others),
      cluster -> cluster.reconnect(last, others),
      Limits.kafkaFailover()
    );
    add(
      "slow-broker",
      Set.of(SLOW),
      DOWN,
      cluster -> cluster.throttle(last),
      cluster -> cluster.unthrottle(last),
      Limits.kafkaFailover()
    );
    for (String service : firstOfEach(services)) {
      add(
        "cut-kafka-from-" + service,
        Set.of(CUT),
        DOWN,
        cluster -> cluster.cut(service, brokers),
        cluster -> cluster.reconnect(service, brokers),
        Limits.kafkaFailover()
      );
    }
    for (String service : firstOfEach(services)) {
      // No leader and no task moves, since the others reach the broker. Only this instance misses its partitions.
      add(
        "cut-" + last + "-from-" + service,
        Set.of(CUT),
        DOWN,
        cluster -> cluster.cut(service, List.of(last)),
        cluster -> cluster.reconnect(service, List.of(last)),
        Limits.partialKafkaOutage()
      );
    }
    add(
      "spool-full",
      Set.of(PAUSE, Capability.SMALL_SPOOL),
      ZOMBIE,
      cluster -> cluster.pause(brokers),
      cluster -> cluster.resume(brokers),
      Limits.spoolOverflow()
    );
    add(
      "kafka-outage",
      Set.of(PAUSE),
      DOWN,
      cluster -> cluster.pause(brokers),
      cluster -> cluster.resume(brokers),
      Limits.kafkaOutage()
    );
  }

  private void registry(List<String> services) {
    List<String> component = List.of(cluster.registry());
    add(
      "registry-down",
      Set.of(KILL),
      DOWN,
      cluster -> cluster.kill(component),
      cluster -> cluster.start(component),
      Limits.noImpact()
    );
    List<String> half = firstOfEach(services);
    add(
      "registry-down-at-start",
      Set.of(KILL),
      DOWN,
      cluster -> {
        cluster.kill(component);
        cluster.kill(half);
        cluster.start(half);
      },
      cluster -> cluster.start(component),
      Limits.failover()
    );
  }

  /** {@return the first instance of each service} */
  static List<String> firstOfEach(List<String> services) {
    return services
      .stream()
      .filter(service -> service.endsWith("-1"))
      .toList();
  }

  private void add(
    String name,
    Set<Capability> needs,
    Duration duration,
    Fault.Step inject,
    Fault.Step recover,
    Limits limits
  ) {
    faults.add(new Fault(name, needs, duration, inject, recover, limits));
  }
}
