package io.keyfold.platform.testing;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.egress.proxy.ProxyProperties;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An HTTP proxy on loopback that knows CONNECT only and records what it is asked for. */
public final class ConnectProxy implements AutoCloseable {

  private static final String AUTHORIZATION = "proxy-authorization:";

  private final ServerSocket socket;
  private final Function<Request, Reply> replies;
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  /**
   * A CONNECT request.
   *
   * @param authority the target, e.g. {@code 192.0.2.1:443}
   * @param credentials value of Proxy-Authorization
   */
  public record Request(String authority, @Nullable String credentials) {}

  /** What the proxy does. */
  public sealed interface Reply {
    /** Tunnels to the port on loopback. */
    record Tunnel(int port) implements Reply {}

    /** Responds with an error. */
    record Status(int code) implements Reply {}

    /** Does not respond. */
    record Silence() implements Reply {}
  }

  /** Starts a proxy on a socket, which may be a TLS socket. */
  public ConnectProxy(ServerSocket socket, Function<Request, Reply> replies) {
    this.socket = socket;
    this.replies = replies;
    Thread.ofVirtual().start(this::accept);
  }

  /** {@return a proxy that tunnels to the port that it is asked for, but on loopback} */
  public static ConnectProxy toLoopback() {
    return replying(request ->
      new Reply.Tunnel(Integer.parseInt(request.authority().substring(request.authority().lastIndexOf(':') + 1)))
    );
  }

  /** {@return a proxy} */
  public static ConnectProxy replying(Function<Request, Reply> replies) {
    try {
      return new ConnectProxy(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), replies);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** {@return its port on 127.0.0.1} */
  public int port() {
    return socket.getLocalPort();
  }

  /** {@return its URL} */
  public String url() {
    return "http://127.0.0.1:" + port();
  }

  /** {@return the policy of calls through it, also to private networks} */
  public EgressPolicy policy() {
    var proxy = new ProxyProperties(url(), null, null, null, List.of(), ProxyProperties.Resolve.LOCAL);
    return new EgressPolicy(new EgressProperties(true, proxy, List.of(), List.of()));
  }

  /** {@return what it was asked for} */
  public List<Request> requests() {
    return requests;
  }

  /** {@return the targets that it was asked for} */
  public List<String> targets() {
    return requests.stream().map(Request::authority).toList();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try {
      Request request = read(client.getInputStream());
      requests.add(request);
      switch (replies.apply(request)) {
        case Reply.Tunnel(int port) -> tunnel(client, port);
        case Reply.Status(int code) -> {
          write(client, "HTTP/1.1 " + code + " No\r\nContent-Length: 0\r\n\r\n");
          client.close();
        }
        case Reply.Silence() -> client.getInputStream().transferTo(ByteArrayOutputStream.nullOutputStream());
      }
    } catch (IOException e) {
      closeQuietly(client);
    }
  }

  private void tunnel(Socket client, int port) throws IOException {
    Socket target = new Socket();
    open.add(target);
    target.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    write(client, "HTTP/1.1 200 Connection established\r\n\r\n");
    Thread.ofVirtual().start(() -> copy(target, client));
    copy(client, target);
  }

  private static void copy(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One side has closed.
    } finally {
      closeQuietly(from);
      closeQuietly(to);
    }
  }

  private static Request read(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("closed");
      }
      head.write(next);
    }
    List<String> lines = head.toString(StandardCharsets.ISO_8859_1).lines().toList();
    String[] first = lines.getFirst().split(" ", -1);
    if (!first[0].equals("CONNECT")) {
      throw new IOException("not CONNECT");
    }
    return new Request(
      first[1],
      lines
        .stream()
        .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(AUTHORIZATION))
        .map(line -> line.substring(AUTHORIZATION.length()).strip())
        .findFirst()
        .orElse(null)
    );
  }

  private static void write(Socket to, String text) throws IOException {
    to.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    to.getOutputStream().flush();
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is of no use any more.
    }
  }

  /** Closes all connections. */
  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(ConnectProxy::closeQuietly);
  }
}
