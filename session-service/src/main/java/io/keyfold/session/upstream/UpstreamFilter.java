package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressRefusedException;
import io.keyfold.platform.egress.proxy.EgressProxyException;
import io.keyfold.platform.error.Causes;
import io.keyfold.session.credentials.Credential;
import io.netty.handler.timeout.TimeoutException;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.reactive.function.client.ClientRequest;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import org.springframework.web.reactive.function.client.ExchangeFunction;
import org.springframework.web.reactive.function.client.ExchangeStrategies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Filters between {@link McpConnection} and the network. It adds the call's credential to the request. It replaces the
 * HTTP client's errors by Keyfold's own, so that neither the credential nor a URL with it gets into logs or exceptions.
 * Incoming bytes are charged to {@link ResponseBudget}.
 */
final class UpstreamFilter implements ExchangeFilterFunction {

  private final CredentialInjector injector;
  private final ExchangeStrategies strategies;

  UpstreamFilter(CredentialInjector injector, ExchangeStrategies strategies) {
    this.injector = injector;
    this.strategies = strategies;
  }

  @Override
  public Mono<ClientResponse> filter(ClientRequest request, ExchangeFunction next) {
    return Mono.deferContextual(context -> {
      Credential credential = context.getOrDefault(Credential.class, null);
      if (credential == null) {
        return Mono.error(ProviderFailure.error("was not called: the call has no credential context"));
      }
      return Mono.defer(() -> next.exchange(injector.inject(request, credential)))
        .onErrorMap(UpstreamFilter::beforeAnswer)
        .flatMap(response -> checked(response, context));
    });
  }

  private Mono<ClientResponse> checked(ClientResponse response, ContextView context) {
    int status = response.statusCode().value();
    if (status == 401 || status == 403) {
      return dropped(response, ProviderFailure.refused(status));
    }
    if (response.statusCode().is3xxRedirection()) {
      return dropped(response, ProviderFailure.error("responded with a redirect, which is not followed"));
    }
    // These may mean that the provider's MCP session has ended.
    boolean sessionEnded = status == 400 || status == 404;
    if (!response.statusCode().is2xxSuccessful() && !sessionEnded) {
      return dropped(response, ProviderFailure.error("responded with HTTP " + status));
    }
    // Build a new response: errors of the original one contain the request's URL.
    return Mono.just(
      ClientResponse.create(HttpStatusCode.valueOf(status), strategies)
        .headers(headers -> headers.putAll(response.headers().asHttpHeaders()))
        .body(body(response, context.get(ResponseBudget.Part.class)))
        .build()
    );
  }

  private static Flux<DataBuffer> body(ClientResponse response, ResponseBudget.Part memory) {
    return response
      .bodyToFlux(DataBuffer.class)
      .doOnNext(buffer -> take(memory, buffer))
      .onErrorMap(UpstreamFilter::whileAnswering);
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
        case EgressRefusedException refused -> {
          return ProviderFailure.unreachable("its address is not allowed");
        }
        case EgressProxyException proxy -> {
          return ProviderFailure.notCalled(proxy.getMessage());
        }
        case java.net.UnknownHostException unknown -> {
          return ProviderFailure.unreachable("unknown host name");
        }
        case io.netty.channel.ConnectTimeoutException slow -> {
          return ProviderFailure.unreachable("connection timed out");
        }
        case java.net.ConnectException refused -> {
          return ProviderFailure.unreachable("connection refused");
        }
        case javax.net.ssl.SSLException tls -> {
          return ProviderFailure.unreachable("TLS handshake failed");
        }
        case TimeoutException slow -> {
          return ProviderFailure.timeout();
        }
        default -> {
        }
      }
    }
    return ProviderFailure.unreachable("connection lost");
  }

  private static ProviderFailure whileAnswering(Throwable e) {
    return e instanceof ProviderFailure failure ? failure : ProviderFailure.error("aborted its response");
  }
}
