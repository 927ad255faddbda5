package io.keyfold.benchmarks.micro;

import io.keyfold.deployment.commands.CreateDeployment;
import io.keyfold.deployment.decide.DeploymentDecider;
import io.keyfold.deployment.deployments.Deployments;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventFolds;
import io.keyfold.platform.log.idempotency.Idempotency;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Decides one create command as a decide task does: deduplication, decision, and the changes to the store. */
@BenchmarkMode({ Mode.AverageTime, Mode.SampleTime })
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields in its own order
public class DecideBenchmark {

  private static final int OBJECTS = 10_000;

  private final DeploymentDecider decider = new DeploymentDecider();
  private final EventFolds<DeploymentEvent> folds = EventFolds.own(DeploymentEvent.class, List.of(new Deployments()));
  private final CreateDeployment command = Samples.createDeployment(Samples.deploymentId(OBJECTS));
  private RocksState store;

  /** Fills the store with other deployments. */
  @Setup
  public void fill() throws IOException {
    store = RocksState.open();
    for (int i = 0; i < OBJECTS; i++) {
      store.write(folds.apply(Samples.deploymentCreated(i), store.state()));
    }
  }

  /** Deletes the store. */
  @TearDown
  public void close() throws IOException {
    store.close();
  }

  /** {@return the changes of the command; they are not written, so that each invocation is the same} */
  @Benchmark
  public List<Change> decide() {
    var meta = command.getMeta();
    if (Idempotency.find(store.state(), Samples.TENANT, meta.getIdempotencyKey(), meta.getIssuedAt()).isPresent()) {
      throw new IllegalStateException("the Idempotency-Key must be new");
    }
    return switch (decider.decide(command, store.state())) {
      case Decision.Accepted<DeploymentEvent> accepted -> changes(accepted.events());
      case Decision.Rejected<DeploymentEvent> rejected -> throw new IllegalStateException(rejected.toString());
    };
  }

  private List<Change> changes(List<DeploymentEvent> events) {
    List<Change> changes = new ArrayList<>();
    events.forEach(event -> changes.addAll(folds.apply(event, store.state())));
    return changes;
  }
}
