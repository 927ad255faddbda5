package io.keyfold.session.upstream;

import io.keyfold.platform.egress.EgressRefusedException;
import io.keyfold.platform.egress.proxy.EgressProxyException;
import io.keyfold.platform.error.Causes;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.compression.DecompressionException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import reactor.netty.channel.AbortedException;
import reactor.netty.http.client.PrematureCloseException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquirePendingLimitException;
import reactor.netty.internal.shaded.reactor.pool.PoolAcquireTimeoutException;

/**
 * Replaces the HTTP client's errors by Keyfold's own, so that neither the credential nor a URL with it gets into logs
 * or exceptions.
 */
final class TransportErrors {

  private TransportErrors() {}

  /** {@return the error of an exchange that failed before the response began} */
  static RuntimeException beforeResponse(Throwable e) {
    for (Throwable cause : Causes.of(e)) {
      switch (cause) {
        case ProviderFailure failure -> {
          return failure;
        }
        case HttpRefusal refusal -> {
          return refusal;
        }
        case EgressRefusedException refused -> {
          return ProviderFailure.unreachable("its address is not allowed");
        }
        case EgressProxyException proxy -> {
          return ProviderFailure.notCalled(proxy.getMessage());
        }
        case PoolAcquirePendingLimitException busy -> {
          return Busy.atProvider();
        }
        case PoolAcquireTimeoutException busy -> {
          return Busy.atProvider();
        }
        case UnknownHostException unknown -> {
          return ProviderFailure.unreachable("unknown host name");
        }
        case ConnectTimeoutException slow -> {
          return ProviderFailure.unreachable("connection timed out");
        }
        case ConnectException refused -> {
          return ProviderFailure.unreachable("connection refused");
        }
        case SSLException tls -> {
          return ProviderFailure.unreachable("TLS handshake failed");
        }
        case TimeoutException slow -> {
          return ProviderFailure.timeout();
        }
        case PrematureCloseException lost -> {
          return ProviderFailure.noResponse();
        }
        case AbortedException lost -> {
          return ProviderFailure.notSent();
        }
        default -> {
        }
      }
    }
    return ProviderFailure.noResponse();
  }

  /** {@return the error of a response that was aborted} */
  static RuntimeException duringResponse(Throwable e) {
    for (Throwable cause : Causes.of(e)) {
      switch (cause) {
        case ProviderFailure failure -> {
          return failure;
        }
        case HttpRefusal refusal -> {
          return refusal;
        }
        case DecompressionException bad -> {
          return ProviderFailure.error("sent a compressed response that is not valid or too large");
        }
        default -> {
        }
      }
    }
    return ProviderFailure.error("aborted its response");
  }
}
