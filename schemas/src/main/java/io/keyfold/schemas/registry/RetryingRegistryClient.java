package io.keyfold.schemas.registry;

import io.keyfold.schemas.error.RegistryUnavailableException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.apache.avro.Schema;

/**
 * Retries calls while the registry is unavailable, a bounded number of times. All calls are idempotent: registering an
 * existing schema returns the same id. Any response of the registry, also an error, is final.
 */
public final class RetryingRegistryClient implements RegistryClient {

  private final RegistryClient next;
  private final Backoff backoff;
  private final RandomGenerator random;
  private final Sleeper sleeper;

  /** Creates a client that waits on the calling thread. */
  public RetryingRegistryClient(RegistryClient next, Backoff backoff) {
    this(next, backoff, () -> ThreadLocalRandom.current().nextLong(), Thread::sleep);
  }

  RetryingRegistryClient(RegistryClient next, Backoff backoff, RandomGenerator random, Sleeper sleeper) {
    this.next = next;
    this.backoff = backoff;
    this.random = random;
    this.sleeper = sleeper;
  }

  @Override
  public int register(String subject, Schema schema) {
    return withRetries(() -> next.register(subject, schema));
  }

  @Override
  public Schema schemaById(int id) {
    return withRetries(() -> next.schemaById(id));
  }

  @Override
  public RegisteredSchema latest(String subject) {
    return withRetries(() -> next.latest(subject));
  }

  @Override
  public RegisteredSchema version(String subject, int version) {
    return withRetries(() -> next.version(subject, version));
  }

  @Override
  public RegisteredSchema lookup(String subject, Schema schema) {
    return withRetries(() -> next.lookup(subject, schema));
  }

  @Override
  public boolean compatible(String subject, Schema schema) {
    return withRetries(() -> next.compatible(subject, schema));
  }

  @Override
  public void close() {
    next.close();
  }

  private <T> T withRetries(Supplier<T> call) {
    for (int retry = 1; ; retry++) {
      try {
        return call.get();
      } catch (RegistryUnavailableException unavailable) {
        if (retry > backoff.retries()) {
          throw unavailable;
        }
        pause(backoff.wait(retry, random), unavailable);
      }
    }
  }

  private void pause(Duration wait, RegistryUnavailableException unavailable) {
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw unavailable;
    }
  }

  /** Waits before a retry; replaced in tests. */
  @FunctionalInterface
  interface Sleeper {
    void sleep(Duration wait) throws InterruptedException;
  }
}
