package io.keyfold.chaos.fault;

import static io.keyfold.chaos.cluster.Capability.CLOCK;
import static io.keyfold.chaos.cluster.Capability.DATA;
import static io.keyfold.chaos.cluster.Capability.FILL;
import static io.keyfold.chaos.cluster.Capability.KILL;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Faults of what parts keep: their disks, their files, their clocks. */
record DataFaults(List<String> services, List<String> brokers) {
  private static final Duration DOWN = Duration.ofSeconds(20);
  private static final Duration BRIEF = Duration.ofSeconds(1);

  void addTo(List<Fault> faults) {
    for (String service : Faults.oneOfEach(services)) {
      faults.add(
        new Fault(
          "corrupt-stores-" + service,
          Set.of(KILL, DATA),
          BRIEF,
          on -> {
            on.kill(List.of(service));
            on.corruptStores(service);
          },
          on -> on.start(List.of(service)),
          Limits.failover()
        )
      );
      faults.add(
        new Fault(
          "full-disk-" + service,
          Set.of(FILL, KILL),
          DOWN,
          on -> on.fill(service),
          on -> on.free(service),
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
        on -> on.fill(broker),
        on -> {
          on.free(broker);
          on.start(List.of(broker));
        },
        Limits.kafkaFailover()
      )
    );
    // First one instance of each, whose views are then compared with those that were never rebuilt.
    List<String> half = Faults.oneOfEach(services);
    faults.add(rebuild("rebuild-one-of-each", half, Limits.failover()));
    faults.add(rebuild("rebuild-all", services, Limits.lasting()));
  }

  private static Fault rebuild(String name, List<String> services, Limits limits) {
    return new Fault(
      name,
      Set.of(KILL, DATA),
      BRIEF,
      on -> {
        on.kill(services);
        for (String service : services) {
          on.deleteStores(service);
        }
      },
      on -> on.start(services),
      limits
    );
  }

  private static Fault clock(String service, Duration shift) {
    return new Fault(
      "clock-" + (shift.isNegative() ? "back-" : "ahead-") + service,
      Set.of(CLOCK),
      DOWN,
      on -> on.shiftClock(service, shift),
      on -> on.shiftClock(service, Duration.ZERO),
      Limits.unnoticed()
    );
  }
}
