package io.keyfold.chaos.fault;

import static io.keyfold.chaos.cluster.Capability.CLOCK;
import static io.keyfold.chaos.cluster.Capability.DATA;
import static io.keyfold.chaos.cluster.Capability.FILL;
import static io.keyfold.chaos.cluster.Capability.KILL;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Faults of disks, files and clocks. */
record DataFaults(List<String> services, List<String> brokers) {
  private static final Duration DOWN = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofSeconds(1);

  void addTo(List<Fault> faults) {
    for (String service : Faults.firstOfEach(services)) {
      faults.add(
        new Fault(
          "corrupt-stores-" + service,
          Set.of(KILL, DATA),
          SHORT,
          cluster -> {
            cluster.kill(List.of(service));
            cluster.corruptStores(service);
          },
          cluster -> cluster.start(List.of(service)),
          Limits.failover()
        )
      );
      faults.add(
        new Fault(
          "full-disk-" + service,
          Set.of(FILL, KILL),
          DOWN,
          cluster -> cluster.fillDisk(service),
          cluster -> cluster.freeDisk(service),
          Limits.failover()
        )
      );
      faults.add(clock(service, Duration.ofHours(1)));
      faults.add(clock(service, Duration.ofHours(-1)));
    }
    String broker = brokers.getLast();
    faults.add(
      new Fault(
        "full-disk-" + broker,
        Set.of(FILL, KILL),
        DOWN,
        cluster -> cluster.fillDisk(broker),
        cluster -> {
          cluster.freeDisk(broker);
          cluster.start(List.of(broker));
        },
        Limits.kafkaFailover()
      )
    );
    // One instance of each service first, to compare its rebuilt views with those of the other instance.
    List<String> half = Faults.firstOfEach(services);
    faults.add(rebuild("rebuild-one-of-each", half, Limits.failover()));
    faults.add(rebuild("rebuild-all", services, Limits.fullOutage()));
  }

  private static Fault rebuild(String name, List<String> services, Limits limits) {
    return new Fault(
      name,
      Set.of(KILL, DATA),
      SHORT,
      cluster -> {
        cluster.kill(services);
        for (String service : services) {
          cluster.deleteStores(service);
        }
      },
      cluster -> cluster.start(services),
      limits
    );
  }

  private static Fault clock(String service, Duration shift) {
    return new Fault(
      "clock-" + (shift.isNegative() ? "back-" : "ahead-") + service,
      Set.of(CLOCK),
      DOWN,
      cluster -> cluster.shiftClock(service, shift),
      cluster -> cluster.shiftClock(service, Duration.ZERO),
      Limits.noImpact()
    );
  }
}
