package io.keyfold.benchmarks.micro;

import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.schema.Sealed;
import java.io.IOException;
import java.time.Duration;
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

/** Decrypts a credential. The wrapped data key is read from a view on RocksDB each time, as in production. */
@BenchmarkMode({ Mode.AverageTime, Mode.SampleTime })
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
@State(Scope.Benchmark)
@NullUnmarked // JMH fills the fields in its own order
public class DecryptBenchmark {

  private static final SealContext CONTEXT = new SealContext(
    Samples.TENANT,
    Samples.authConfigId(1),
    1,
    Samples.PURPOSE
  );

  private SealingFixture fixture;
  private Vault warm;
  private Vault cold;
  private Sealed sealed;

  /** Encrypts a credential. */
  @Setup
  public void seal() throws IOException {
    fixture = SealingFixture.open();
    warm = fixture.vault(Vault.MAX_TTL);
    cold = fixture.vault(Duration.ZERO);
    try (Secret secret = Secret.ofText("{\"api_key\":\"0123456789abcdef0123456789abcdef\"}")) {
      sealed = warm.seal(CONTEXT, secret, null).block();
    }
  }

  /** Deletes the store. */
  @TearDown
  public void close() throws IOException {
    warm.close();
    cold.close();
    fixture.close();
  }

  /** {@return the length of a credential decrypted with a cached data key} */
  @Benchmark
  public int warmDataKey() {
    return open(warm);
  }

  /** {@return the length of a credential whose data key must be unwrapped first} */
  @Benchmark
  public int wrappedDataKey() {
    return open(cold);
  }

  private int open(Vault vault) {
    try (Secret secret = vault.open(CONTEXT, sealed).block()) {
      return secret.use(bytes -> bytes.length);
    }
  }
}
