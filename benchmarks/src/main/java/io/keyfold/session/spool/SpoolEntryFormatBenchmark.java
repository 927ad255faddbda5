package io.keyfold.session.spool;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encodes and decodes a usage record in the spool's format, which is package-private. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
public class SpoolEntryFormatBenchmark {

  private static final int VALUE_BYTES = 300;

  private final SpoolEntry entry = new SpoolEntry(
    1_234_567,
    1_763_805_600_000_000L,
    "pdp_0mb1xyz000000000000001",
    Map.of(
      "ce_specversion",
      "1.0",
      "ce_id",
      "crs_0mb1xyz00ddddddddddddd/begin",
      "ce_type",
      "io.keyfold.usage.UsageRecorded",
      "ce_source",
      "/keyfold/session-service",
      "ce_subject",
      "pdp_0mb1xyz000000000000001",
      "ce_time",
      "2026-11-22T10:00:00.123456Z",
      "content-type",
      "application/avro"
    ),
    new Payload(new byte[VALUE_BYTES])
  );
  private final byte[] bytes = SpoolEntryFormat.encode(entry);

  /** {@return the encoded entry} */
  @Benchmark
  public byte[] encode() {
    return SpoolEntryFormat.encode(entry);
  }

  /** {@return the decoded entry} */
  @Benchmark
  public Optional<?> decode() {
    return SpoolEntryFormat.decode(ByteBuffer.wrap(bytes));
  }
}
