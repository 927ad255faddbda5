package io.keyfold.acceptance.mcp;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/**
 * How the Keyfold under test reaches servers of the tests: on loopback, or under the name that {@code -Dkeyfold.this-machine} gives,
 * e.g. {@code host.docker.internal} for one that runs in containers here.
 */
final class ThisMachine {

  private static final String NAME = System.getProperty("keyfold.this-machine", "");

  private ThisMachine() {}

  static String name() {
    return NAME.isEmpty() ? "127.0.0.1" : NAME;
  }

  /** {@return the address to bind a server to: port 0, on loopback, or on all addresses where loopback is not enough} */
  static InetSocketAddress anyPort() {
    return NAME.isEmpty() ? new InetSocketAddress(InetAddress.getLoopbackAddress(), 0) : new InetSocketAddress(0);
  }
}
