package io.keyfold.session.upstream;

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
 * What stands between {@link McpConnection} and the network. On the way out it puts the call's credential into the request; on the way
 * back it replaces whatever the HTTP client has to say of the request by an answer or a failure of our own, so that neither
 * the credential nor an address that holds it gets into a log or an exception. What comes in takes its room in {@link ResponseBudget}.
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
        return Mono.error(ProviderFailure.error("is not called without a credential's owner"));
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
      return dropped(response, ProviderFailure.error("answered with a redirect, which is not followed"));
    }
    // These may say that the provider's MCP session ended.
    boolean meant = status == 400 || status == 404;
    if (!response.statusCode().is2xxSuccessful() && !meant) {
      return dropped(response, ProviderFailure.error("answered with HTTP " + status));
    }
    // Built anew: a response that knows its request would tell the address in its errors.
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
