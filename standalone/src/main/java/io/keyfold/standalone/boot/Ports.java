package io.keyfold.standalone.boot;

import io.keyfold.standalone.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** Picks and checks ports before anything slow starts. */
public final class Ports {

  private Ports() {}

  /**
   * {@return the wanted port, or a free one if 0 was asked for}
   *
   * @param purpose names the port in the error
   * @throws StartFailure if the port is taken
   */
  public static int claim(String purpose, int wanted) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted));
      return socket.getLocalPort();
    } catch (IOException e) {
      if (wanted == 0) {
        throw new UncheckedIOException(e);
      }
      throw new StartFailure("port " + wanted + " (" + purpose + ") is taken", e);
    }
  }
}
