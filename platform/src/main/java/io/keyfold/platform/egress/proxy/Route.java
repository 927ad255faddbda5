package io.keyfold.platform.egress.proxy;

/** How a target is reached. */
public enum Route {
  /** Without the proxy. */
  DIRECT,
  /** The proxy is asked for the resolved address. */
  BY_ADDRESS,
  /** The proxy is asked for the name. */
  BY_NAME,
}
