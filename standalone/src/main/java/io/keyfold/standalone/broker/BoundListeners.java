package io.keyfold.standalone.broker;

import io.keyfold.standalone.StartFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.server.ServerSocketFactory;

/**
 * The broker's server sockets, bound to loopback before the broker starts. A KRaft voter's configuration contains the
 * controller's port, so the port must be known first. Keeping the socket open prevents other programs from taking it.
 */
final class BoundListeners implements ServerSocketFactory, AutoCloseable {

  static final String HOST = "127.0.0.1";
  static final String CLIENTS = "CLIENTS";
  static final String CONTROLLER = "CONTROLLER";

  private static final int BACKLOG = 50;

  private final Map<String, ServerSocketChannel> channels;

  private BoundListeners(ServerSocketChannel clients, ServerSocketChannel controller) {
    this.channels = Map.of(CLIENTS, clients, CONTROLLER, controller);
  }

  /**
   * Binds both listeners; the operating system chooses the controller's port.
   *
   * @param clientPort port for Kafka clients; 0 for a free one
   * @throws StartFailure if the port is in use; nothing stays bound then
   */
  static BoundListeners bind(int clientPort) {
    ServerSocketChannel clients = open("kafka", clientPort);
    try {
      return new BoundListeners(clients, open("controller", 0));
    } catch (StartFailure e) {
      close(clients);
      throw e;
    }
  }

  /** {@return the port that Kafka clients connect to} */
  int clientPort() {
    return port(CLIENTS);
  }

  /** {@return the port of the KRaft controller} */
  int controllerPort() {
    return port(CONTROLLER);
  }

  /** {@return the bound socket of the listener} The backlog of the binding applies. */
  @Override
  public ServerSocketChannel openServerSocket(String listener, InetSocketAddress address, int backlog, int buffer) {
    return channel(listener);
  }

  /** Closes the sockets. Idempotent, since Kafka also closes the sockets it uses. */
  @Override
  public void close() {
    channels.values().forEach(BoundListeners::close);
  }

  private int port(String listener) {
    return channel(listener).socket().getLocalPort();
  }

  private ServerSocketChannel channel(String listener) {
    return Objects.requireNonNull(channels.get(listener), listener);
  }

  private static ServerSocketChannel open(String purpose, int port) {
    try {
      ServerSocketChannel channel = ServerSocketChannel.open();
      try {
        channel.configureBlocking(false);
        return channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
      } catch (IOException e) {
        close(channel);
        throw e;
      }
    } catch (IOException e) {
      throw new StartFailure("port " + port + " (" + purpose + ") is taken or cannot be bound on " + HOST, e);
    }
  }

  private static void close(ServerSocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
