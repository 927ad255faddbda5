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
 * Refuses URLs that lead into this machine or a network around it, so that a mistake is told when it is made. A name can come
 * to mean something else later: whoever calls the URL judges again.
 */
public final class UrlGuard implements AutoCloseable {

  private static final int THREADS = 4;
  private static final int QUEUE = 100;
  private static final int IDLE_SECONDS = 60;

  private final EgressPolicy policy;
  private final Lookup lookup;
  private final Duration bound;
  private final Scheduler scheduler;

  /** Looks host names up. May block. */
  @FunctionalInterface
  public interface Lookup {
    /** {@return every address of the name} */
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /**
   * Guards with a policy.
   *
   * @param lookup how names are looked up
   * @param bound how long a look-up may take; beyond it the name counts as unknown
   */
  public UrlGuard(EgressPolicy policy, Lookup lookup, Duration bound, ThreadSupervisor threads) {
    this.scheduler = Schedulers.newBoundedElastic(THREADS, QUEUE, threads.factory("url-guard"), IDLE_SECONDS);
    this.policy = policy;
    this.lookup = lookup;
    this.bound = bound;
  }

  /** {@return why the text of the URL alone rules it out} */
  public Optional<String> refusal(String url) {
    return policy.refusal(url);
  }

  /**
   * {@return completes if the URL may be called, as far as is known now; errors with 400 if not}
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
        .timeout(bound)
        .onErrorResume(e -> Mono.empty())
        .filter(addresses -> !Arrays.stream(addresses).allMatch(policy::allows))
        .flatMap(addresses -> Mono.<Void>error(leadsInside(path)));
    });
  }

  private static ApiException leadsInside(String... path) {
    return ApiException.invalid(
      "url",
      "The host's address is of a loopback or private network, which is not called",
      path
    );
  }

  @Override
  public void close() {
    scheduler.dispose();
  }
}
