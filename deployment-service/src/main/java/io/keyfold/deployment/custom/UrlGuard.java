package io.keyfold.deployment.custom;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.thread.ThreadSupervisor;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Rejects URLs of this machine or its private networks when they are configured, so that the mistake is reported early.
 * DNS names can change later, so every call checks again.
 */
public final class UrlGuard implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int QUEUE = 100;
  private static final int IDLE_SECONDS = 60;

  private final EgressPolicy policy;
  private final Lookup lookup;
  private final Duration timeout;
  private final Scheduler scheduler;

  /** Resolves host names. May block. */
  @FunctionalInterface
  public interface Lookup {
    /** {@return every address of the name} */
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /**
   * Creates a guard with a policy.
   *
   * @param lookup name resolution
   * @param timeout timeout of a lookup, after which the name counts as unknown
   */
  public UrlGuard(EgressPolicy policy, Lookup lookup, Duration timeout, ThreadSupervisor threads) {
    this.scheduler = Schedulers.newBoundedElastic(THREADS, QUEUE, threads.factory("url-guard"), IDLE_SECONDS);
    this.policy = policy;
    this.lookup = lookup;
    this.timeout = timeout;
  }

  /** {@return why the URL's text alone is not allowed; empty if it is} */
  public Optional<String> refusal(String url) {
    return policy.refusal(url);
  }

  /**
   * {@return completes if the URL may currently be called; otherwise errors with 400}
   *
   * @param path the field of the request
   */
  public Mono<Void> check(String url, String... path) {
    return Mono.defer(() -> {
      Optional<String> refusal = policy.refusal(url);
      if (refusal.isPresent()) {
        return Mono.<Void>error(ApiException.invalid("url", refusal.get(), path));
      }
      return Mono.fromCallable(() -> lookup.addresses(URI.create(url).getHost()))
        .subscribeOn(scheduler)
        .timeout(timeout)
        .onErrorResume(e -> Mono.empty())
        .filter(addresses -> !Arrays.stream(addresses).allMatch(policy::allows))
        .flatMap(addresses -> Mono.<Void>error(privateNetwork(path)));
    });
  }

  private static ApiException privateNetwork(String... path) {
    return ApiException.invalid("url", "The host is on a loopback or private network, which is not allowed", path);
  }

  @Override
  public void close() {
    scheduler.dispose();
  }
}
