package io.keyfold.benchmarks.micro;

import io.keyfold.deployment.commands.CreateDeployment;
import io.keyfold.platform.topic.Topics;
import io.keyfold.schemas.serde.AvroCodec;
import io.keyfold.usage.UsageRecorded;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encodes and decodes records. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class CodecBenchmark {

  private static final String USAGE = Topics.USAGE_RECORDS.name();
  private static final String COMMANDS = Topics.DEPLOYMENT_COMMANDS.name();

  private final AvroCodec codec = Codecs.inMemory();
  private final UsageRecorded usage = Samples.usageRecorded();
  private final CreateDeployment command = Samples.createDeployment(Samples.deploymentId(1));
  private final byte[] usageBytes = codec.encode(USAGE, usage);
  private final byte[] commandBytes = codec.encode(COMMANDS, command);

  /** {@return an encoded usage record} */
  @Benchmark
  public byte[] encodeUsage() {
    return codec.encode(USAGE, usage);
  }

  /** {@return a decoded usage record} */
  @Benchmark
  public SpecificRecord decodeUsage() {
    return codec.decode(USAGE, usageBytes);
  }

  /** {@return an encoded command} */
  @Benchmark
  public byte[] encodeCommand() {
    return codec.encode(COMMANDS, command);
  }

  /** {@return a decoded command} */
  @Benchmark
  public SpecificRecord decodeCommand() {
    return codec.decode(COMMANDS, commandBytes);
  }
}
