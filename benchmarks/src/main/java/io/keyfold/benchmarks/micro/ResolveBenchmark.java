package io.keyfold.benchmarks.micro;

import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.resolve.Choice;
import io.keyfold.session.resolve.CredentialSelector;
import io.keyfold.session.resolve.ResolutionRule;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.resolve.Resolver;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.NullUnmarked;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Resolves the credential of a random deployment, in views on RocksDB. */
@BenchmarkMode({ Mode.AverageTime, Mode.SampleTime })
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields in its own order
public class ResolveBenchmark {

  /** Number of deployments, each with an auth config. */
  @Param({ "1000", "100000" })
  public int objects;

  private FilledViews views;
  private Resolver resolver;
  private Deployment deployment;
  private PublishedProvider provider;

  /** Fills the views. */
  @Setup
  public void fill() throws IOException {
    views = FilledViews.of(objects);
    resolver = views.resolver();
    deployment = views.deployment(objects / 2);
    provider = views.provider(deployment);
  }

  /** Deletes the views. */
  @TearDown
  public void close() throws IOException {
    views.close();
  }

  /** {@return the result of the whole lookup: deployment, provider and rule} */
  @Benchmark
  public Resolved resolve() {
    String id = Samples.deploymentId(ThreadLocalRandom.current().nextInt(objects));
    return resolver.resolve(Samples.TENANT, id, CredentialSelector.NONE).block();
  }

  /** {@return the result of the resolution rule alone} */
  @Benchmark
  public Choice rule() {
    return ResolutionRule.choose(views.credentials(), Samples.TENANT, deployment, provider, CredentialSelector.NONE);
  }
}
