package io.keyfold.platform.egress.proxy;

import java.io.IOException;

/**
 * The proxy did not connect Keyfold to the target, so nothing was sent to it. The message is a sentence about "the egress
 * proxy" without its address and credentials.
 */
public final class EgressProxyException extends IOException {

  private static final long serialVersionUID = 1L;
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

  private EgressProxyException(String what) {
    super("the egress proxy " + what);
  }

  static EgressProxyException unknownHost() {
    return new EgressProxyException("is unreachable: unknown host name");
  }

  static EgressProxyException unreachable() {
    return new EgressProxyException("is unreachable: connection refused or lost");
  }

  static EgressProxyException timeout() {
    return new EgressProxyException("did not respond in time");
  }

  static EgressProxyException tls() {
    return new EgressProxyException("is unreachable: TLS handshake failed");
  }

  static EgressProxyException status(int status) {
    return new EgressProxyException(
      status == PROXY_AUTHENTICATION_REQUIRED
        ? "rejected Keyfold's user name and password (HTTP 407)"
        : "did not open the connection (HTTP " + status + ")"
    );
  }
}
