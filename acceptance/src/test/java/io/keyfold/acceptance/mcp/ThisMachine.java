package io.keyfold.acceptance.mcp;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * How the Keyfold under test reaches the tests' servers: on loopback, or by the name in {@code -Dkeyfold.this-machine},
 * e.g. {@code host.docker.internal} for a Keyfold in containers.
 */
public final class ThisMachine {

  private static final String NAME = System.getProperty("keyfold.this-machine", "");

  private ThisMachine() {}

  /** {@return the host name of this machine, as Keyfold reaches it} */
  public static String name() {
    return NAME.isEmpty() ? "127.0.0.1" : NAME;
  }

  /** {@return the address to bind a server to: loopback, or all addresses if a name is set} */
  public static String address() {
    return anyPort().getAddress().getHostAddress();
  }

  /** {@return the address to bind a server to: port 0, on loopback, or on all addresses if a name is set} */
  public static InetSocketAddress anyPort() {
    return NAME.isEmpty() ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0) : new InetSocketAddress(0);
  }
}
