package io.keyfold.authconfig.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.TrustManagerFactory;

/** Terminates TLS before a service, as a gateway does, with a certificate that only its own clients trust. */
public final class TlsGateway implements AutoCloseable {

  private static final String PASSWORD = "changeit";

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final SSLContext tls;
  private final SSLServerSocket socket;
  private volatile int service;

  /** Listens on a free port of this machine. */
  public TlsGateway() {
    try {
      tls = context();
      socket = (SSLServerSocket) tls
        .getServerSocketFactory()
        .createServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
    threads.execute(this::accept);
  }

  /** Forwards connections to the service's port from now on. */
  public void forwardTo(int port) {
    service = port;
  }

  /** {@return its URL, without a trailing slash} */
  public URI url() {
    return URI.create("https://localhost:" + socket.getLocalPort());
  }

  /** {@return what a client needs to trust it} */
  public SSLContext trusting() {
    return tls;
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> forward(client));
      } catch (IOException _) {
        // Closed, which ends the loop, or a client that gave up.
      }
    }
  }

  private void forward(Socket client) {
    try (client; Socket server = new Socket(InetAddress.getLoopbackAddress(), service)) {
      threads.execute(() -> copy(client, server));
      copy(server, client);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Copies until one of both is closed. */
  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
      in.transferTo(out);
    } catch (IOException _) {
      // The other direction ended first.
    }
  }

  private static SSLContext context() throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "tls");
    KeyStore store = KeyStore.getInstance(keystore(folder).toFile(), PASSWORD.toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    KeyStore certificate = KeyStore.getInstance("PKCS12");
    certificate.load(null, null);
    certificate.setCertificateEntry("gateway", store.getCertificate("gateway"));
    trust.init(certificate);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** The JDK creates certificates in no other way. */
  private static Path keystore(Path folder) throws IOException {
    Path file = folder.resolve("gateway.p12");
    List<String> command = List.of(
      Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
      "-genkeypair",
      "-alias",
      "gateway",
      "-keyalg",
      "EC",
      "-dname",
      "CN=localhost",
      "-ext",
      "san=dns:localhost",
      "-validity",
      "2",
      "-storetype",
      "PKCS12",
      "-storepass",
      PASSWORD,
      "-keystore",
      file.toString()
    );
    Process keytool = new ProcessBuilder(command)
      .redirectErrorStream(true)
      .redirectOutput(folder.resolve("keytool.out").toFile())
      .start();
    try {
      if (keytool.waitFor() != 0) {
        throw new IOException(Files.readString(folder.resolve("keytool.out")));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    return file;
  }
}
