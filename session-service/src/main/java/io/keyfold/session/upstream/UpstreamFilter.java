package io.keyfold.session.upstream;

import io.keyfold.platform.error.Causes;
import io.keyfold.session.credentials.Credential;
import io.netty.handler.timeout.TimeoutException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.context.ContextView;

/**
 * What stands between the SDK and the network. On the way out it puts the call's credential into the request; on the way
 * back it replaces whatever the HTTP client has to say of the request by an answer or a failure of our own, so that neither
 * the credential nor an address that holds it reaches the SDK, its logs or its exceptions. What comes in takes its room in {@link ResponseBudget}.
 */
final class UpstreamFilter implements ExchangeFilterFunction {

  // Decoders hand over what they hold when the body ends; the answer may be in that.
  private static final Duration GRACE = Duration.ofMillis(100);

  private final CredentialInjector injector;
  private final ExchangeStrategies strategies;

  UpstreamFilter(CredentialInjector injector, ExchangeStrategies strategies) {
    this.injector = injector;
    this.strategies = strategies;
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    if (request.method().equals(HttpMethod.GET)) {
      // The SDK would listen to what servers send unasked: nothing that is used here, and without an end or a bound.
      return Mono.just(ClientResponse.create(HttpStatus.METHOD_NOT_ALLOWED, strategies).build());
    }
    return Mono.deferContextual(context -> {
      Credential credential = context.getOrDefault(Credential.class, null);
      if (credential == null) {
        return Mono.error(ProviderFailure.error("is not called without a credential's owner"));
      }
      return Mono.defer(() -> next.exchange(injector.inject(request, credential)))
        .onErrorMap(UpstreamFilter::beforeAnswer)
        .flatMap(response -> checked(request.method(), response, context));
    });
  }

  private Mono<ClientResponse> checked(HttpMethod method, ClientResponse response, ContextView context) {
    int status = response.statusCode().value();
    if (status == 401 || status == 403) {
      return dropped(response, ProviderFailure.refused(status));
    }
    if (response.statusCode().is3xxRedirection()) {
      return dropped(response, ProviderFailure.error("answered with a redirect, which is not followed"));
    }
    // The SDK tells from these that a session ended (400, 404) and that it is not to be ended by us (405).
    boolean meant = status == 400 || status == 404 || status == 405;
    if (!response.statusCode().is2xxSuccessful() && !meant) {
      return dropped(response, ProviderFailure.error("answered with HTTP " + status));
    }
    PendingResponse pending = method.equals(HttpMethod.POST) ? context.getOrDefault(PendingResponse.class, null) : null;
    // Built anew: a response that knows its request would tell the address in its errors.
    return Mono.just(
      ClientResponse.create(HttpStatusCode.valueOf(status), strategies)
        .headers(headers -> headers.putAll(response.headers().asHttpHeaders()))
        .body(body(response, context.get(ResponseBudget.Part.class), pending))
        .build()
    );
  }

  private static Flux<DataBuffer> body(
    ClientResponse response,
    ResponseBudget.Part memory,
    @Nullable PendingResponse pending
  ) {
    Flux<DataBuffer> bounded = response.bodyToFlux(DataBuffer.class).doOnNext(buffer -> take(memory, buffer));
    Flux<DataBuffer> scrubbed = bounded.onErrorMap(UpstreamFilter::whileAnswering);
    if (pending == null) {
      return scrubbed;
    }
    return scrubbed
      .doOnError(ProviderFailure.class, pending::failed)
      .doOnComplete(() ->
        Schedulers.parallel().schedule(
          () -> pending.failed(ProviderFailure.error("ended its answer without a result")),
          GRACE.toMillis(),
          TimeUnit.MILLISECONDS
        )
      );
  }

  private static Mono<ClientResponse> dropped(ClientResponse response, ProviderFailure failure) {
    return response.releaseBody().onErrorComplete().then(Mono.error(failure));
  }

  private static void take(ResponseBudget.Part memory, DataBuffer buffer) {
    try {
      memory.take(buffer.readableByteCount());
    } catch (ProviderFailure e) {
      DataBufferUtils.release(buffer);
      throw e;
    }
  }

  private static ProviderFailure beforeAnswer(Throwable e) {
    for (Throwable cause : Causes.of(e)) {
      switch (cause) {
        case ProviderFailure failure -> {
          return failure;
        }
        case EgressGuard.Refused refused -> {
          return ProviderFailure.unreachable("its address is one that is not called from here");
        }
        case java.net.UnknownHostException unknown -> {
          return ProviderFailure.unreachable("its host name is unknown");
        }
        case io.netty.channel.ConnectTimeoutException slow -> {
          return ProviderFailure.unreachable("no connection in time");
        }
        case java.net.ConnectException refused -> {
          return ProviderFailure.unreachable("connection refused");
        }
        case javax.net.ssl.SSLException tls -> {
          return ProviderFailure.unreachable("no TLS connection");
        }
        case TimeoutException slow -> {
          return ProviderFailure.timeout();
        }
        default -> {
        }
      }
    }
    return ProviderFailure.unreachable("the connection broke");
  }

  private static ProviderFailure whileAnswering(Throwable e) {
    return e instanceof ProviderFailure failure ? failure : ProviderFailure.error("broke off its answer");
  }
}
