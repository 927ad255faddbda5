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

/** All faults for a cluster, by its parts. */
public final class Faults {

  private static final Duration DOWN = Duration.ofSeconds(20);
  private static final Duration ZOMBIE = Duration.ofSeconds(60);
  private static final Duration WARM = Duration.ofSeconds(60);

  private final Cluster cluster;
  private final List<Fault> faults = new ArrayList<>();

  private Faults(Cluster cluster) {
    this.cluster = cluster;
  }

  /** {@return the faults, in the order in which they are played} */
  public static List<Fault> of(Cluster cluster) {
    Faults all = new Faults(cluster);
    all.nothing();
    List<String> services = cluster.instances().stream().map(Instance::component).distinct().toList();
    if (services.equals(cluster.brokers())) {
      all.process(services);
    } else {
      all.services(services);
      all.brokers(cluster.brokers(), services);
      all.registry(services);
      new DataFaults(services, cluster.brokers()).addTo(all.faults);
    }
    all.faults.add(Poison.fault());
    all.faults.add(NewerEvent.fault());
    return List.copyOf(all.faults);
  }

  /** What the load costs without a fault: the others are read against it. */
  private void nothing() {
    add("none", Set.of(), DOWN, Fault.NOTHING, Fault.NOTHING, Limits.unnoticed());
  }

  /** Everything is one process. */
  private void process(List<String> parts) {
    add("kill-all", Set.of(KILL), Duration.ofSeconds(1), on -> on.kill(parts), on -> on.start(parts), Limits.lasting());
    add("pause-all", Set.of(PAUSE), DOWN, on -> on.pause(parts), on -> on.resume(parts), Limits.lasting());
  }

  private void services(List<String> services) {
    for (String service : services) {
      List<String> part = List.of(service);
      add("kill-" + service, Set.of(KILL), DOWN, on -> on.kill(part), on -> on.start(part), Limits.failover());
    }
    for (String service : services) {
      List<String> part = List.of(service);
      add("pause-" + service, Set.of(PAUSE), ZOMBIE, on -> on.pause(part), on -> on.resume(part), Limits.failover());
    }
    add(
      "rolling-restart",
      Set.of(Capability.STOP),
      Duration.ofSeconds(1),
      on -> restart(on, services),
      Fault.NOTHING,
      Limits.unnoticed()
    );
    add(
      "rolling-upgrade",
      Set.of(Capability.RELEASE),
      Duration.ofSeconds(1),
      on -> upgrade(on, services),
      Fault.NOTHING,
      Limits.unnoticed()
    );
  }

  private static void upgrade(Cluster on, List<String> services) throws IOException, InterruptedException {
    for (String service : services) {
      on.upgrade(service);
      awaitWarm(on);
    }
  }

  /** As the manifests do (minReadySeconds): what an instance has goes to the others at once when it ends, so none of them is to be cold. */
  private static void awaitWarm(Cluster on) throws InterruptedException {
    on.awaitReady();
    TimeUnit.NANOSECONDS.sleep(WARM.toNanos());
  }

  private static void restart(Cluster on, List<String> services) throws IOException, InterruptedException {
    for (String service : services) {
      on.stop(service);
      on.start(List.of(service));
      awaitWarm(on);
    }
  }

  private void brokers(List<String> brokers, List<String> services) {
    for (String broker : brokers) {
      List<String> part = List.of(broker);
      add("kill-" + broker, Set.of(KILL), DOWN, on -> on.kill(part), on -> on.start(part), Limits.kafkaFailover());
    }
    AtomicReference<String> leader = new AtomicReference<>("");
    add(
      "kill-controller",
      Set.of(KILL),
      DOWN,
      on -> {
        leader.set(on.controller());
        on.kill(List.of(leader.get()));
      },
      on -> on.start(List.of(leader.get())),
      Limits.kafkaFailover()
    );
    String last = brokers.getLast();
    List<String> others = brokers.subList(0, brokers.size() - 1);
    add(
      "pause-broker",
      Set.of(PAUSE),
      DOWN,
      on -> on.pause(List.of(last)),
      on -> on.resume(List.of(last)),
      Limits.kafkaFailover()
    );
    add(
      "cut-broker",
      Set.of(CUT),
      DOWN,
      on -> on.cut(last, others),
      on -> on.reconnect(last, others),
      Limits.kafkaFailover()
    );
    add("slow-broker", Set.of(SLOW), DOWN, on -> on.slow(last), on -> on.quicken(last), Limits.kafkaFailover());
    for (String service : oneOfEach(services)) {
      add(
        "cut-kafka-from-" + service,
        Set.of(CUT),
        DOWN,
        on -> on.cut(service, brokers),
        on -> on.reconnect(service, brokers),
        Limits.kafkaFailover()
      );
    }
    for (String service : oneOfEach(services)) {
      // No leader and no task moves for it: the others reach the broker, and only this instance misses what it leads.
      add(
        "cut-" + last + "-from-" + service,
        Set.of(CUT),
        DOWN,
        on -> on.cut(service, List.of(last)),
        on -> on.reconnect(service, List.of(last)),
        Limits.cutOffFromSome()
      );
    }
    add(
      "spool-full",
      Set.of(PAUSE, Capability.SMALL_SPOOL),
      ZOMBIE,
      on -> on.pause(brokers),
      on -> on.resume(brokers),
      Limits.refusing()
    );
    add("kafka-outage", Set.of(PAUSE), DOWN, on -> on.pause(brokers), on -> on.resume(brokers), Limits.kafkaOutage());
  }

  private void registry(List<String> services) {
    List<String> part = List.of(cluster.registry());
    add("registry-down", Set.of(KILL), DOWN, on -> on.kill(part), on -> on.start(part), Limits.unnoticed());
    List<String> half = oneOfEach(services);
    add(
      "registry-down-at-start",
      Set.of(KILL),
      DOWN,
      on -> {
        on.kill(part);
        on.kill(half);
        on.start(half);
      },
      on -> on.start(part),
      Limits.failover()
    );
  }

  /** {@return the first instance of each service} */
  static List<String> oneOfEach(List<String> services) {
    return services
      .stream()
      .filter(service -> service.endsWith("-1"))
      .toList();
  }

  private void add(
    String name,
    Set<Capability> needs,
    Duration hold,
    Fault.Step inflict,
    Fault.Step heal,
    Limits limits
  ) {
    faults.add(new Fault(name, needs, hold, inflict, heal, limits));
  }
}
