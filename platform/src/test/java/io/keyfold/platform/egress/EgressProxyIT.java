package io.keyfold.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.keyfold.platform.egress.proxy.EgressProxyException;
import io.keyfold.platform.egress.proxy.ProxyPassword;
import io.keyfold.platform.egress.proxy.ProxyProperties;
import io.keyfold.platform.egress.proxy.ProxyProperties.Resolve;
import io.keyfold.platform.egress.tls.ClientCertificateProperties;
import io.keyfold.platform.error.Causes;
import io.keyfold.platform.start.StartProblem;
import io.keyfold.platform.testing.ConnectProxy;
import io.keyfold.platform.testing.ConnectProxy.Reply;
import io.keyfold.platform.testing.TestCertificate;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/** Calls through a real proxy on loopback. */
@ExtendWith(OutputCaptureExtension.class)
class EgressProxyIT {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final String HOST = "provider.test";

  @TempDir
  static Path folder;

  private static TestCertificate server;
  private static TestCertificate client;

  private final FakeNames names = new FakeNames().with(HOST, "127.0.0.1").with("proxy.test", "127.0.0.1");
  private final List<AutoCloseable> open = new ArrayList<>();

  @BeforeAll
  static void createCertificates() throws Exception {
    server = TestCertificate.create(folder, HOST, "EC");
    client = TestCertificate.create(folder, "proxy.test", "RSA");
  }

  @AfterEach
  void tearDown() throws Exception {
    for (AutoCloseable closeable : open.reversed()) {
      closeable.close();
    }
  }

  @Test
  void httpAndHttpsTargetsAreTunnelled() throws Exception {
    ConnectProxy proxy = closed(ConnectProxy.toLoopback());
    int plain = plain();
    int secure = secure(ClientAuth.NONE);
    GuardedHttp http = http(true, through(proxy.url(), Resolve.LOCAL));
    assertThat(get(http, "http://" + HOST + ":" + plain)).isEqualTo("plain");
    assertThat(get(http, "https://" + HOST + ":" + secure)).isEqualTo("nobody");
    assertThat(proxy.targets()).containsExactly("127.0.0.1:" + plain, "127.0.0.1:" + secure);
  }

  @Test
  @Tag("promise-4")
  void aReboundNameReachesTheAddressThatWasJudgedOrNone() throws Exception {
    int secure = secure(ClientAuth.NONE);
    ConnectProxy proxy = closed(ConnectProxy.replying(request -> new Reply.Tunnel(secure)));
    GuardedHttp http = http(false, through(proxy.url(), Resolve.LOCAL));
    names.with(HOST, "1.1.1.1");
    assertThat(get(http, "https://" + HOST)).isEqualTo("nobody");
    names.with(HOST, "127.0.0.1");
    assertFails(EgressRefusedException.class, http, "https://" + HOST);
    assertThat(proxy.targets()).containsExactly("1.1.1.1:443");
  }

  @Test
  void theProxyIsAskedForTheNameWhereItResolves() throws Exception {
    int secure = secure(ClientAuth.NONE);
    ConnectProxy proxy = closed(ConnectProxy.replying(request -> new Reply.Tunnel(secure)));
    GuardedHttp http = http(false, through(proxy.url(), Resolve.PROXY));
    names.with(HOST);
    assertThat(get(http, "https://" + HOST)).isEqualTo("nobody");
    names.with(HOST, "1.1.1.1");
    assertThat(get(http, "https://" + HOST)).isEqualTo("nobody");
    names.with(HOST, "1.1.1.1", "10.0.0.1");
    assertFails(EgressRefusedException.class, http, "https://" + HOST);
    assertThat(proxy.targets()).containsExactly(HOST + ":443", HOST + ":443");
  }

  @Test
  void whatNeedsNoProxyIsCalledDirectly() {
    ConnectProxy proxy = closed(ConnectProxy.toLoopback());
    int plain = plain();
    for (String direct : List.of(HOST, "127.0.0.0/8")) {
      var properties = new ProxyProperties(proxy.url(), null, null, null, List.of(direct), Resolve.LOCAL);
      assertThat(get(http(true, properties), "http://" + HOST + ":" + plain)).isEqualTo("plain");
    }
    var byName = new ProxyProperties(proxy.url(), null, null, null, List.of(HOST), Resolve.PROXY);
    assertThat(get(http(true, byName), "http://" + HOST + ":" + plain)).isEqualTo("plain");
    assertThat(proxy.requests()).isEmpty();
  }

  @Test
  @Tag("promise-4")
  void theProxyGetsItsPasswordAndNobodySeesIt(CapturedOutput output) throws Exception {
    int plain = plain();
    String right = "Basic " + Base64.getEncoder().encodeToString("keyfold:s3cret".getBytes(StandardCharsets.US_ASCII));
    ConnectProxy proxy = closed(
      ConnectProxy.replying(request ->
        right.equals(request.credentials()) ? new Reply.Tunnel(plain) : new Reply.Status(407)
      )
    );
    Path file = Files.writeString(folder.resolve("password"), "s3cret\n");
    var known = new ProxyProperties(proxy.url(), "keyfold", null, file, List.of(), Resolve.LOCAL);
    assertThat(get(http(true, known), "http://" + HOST + ":" + plain)).isEqualTo("plain");
    var wrong = new ProxyProperties(
      proxy.url(),
      "keyfold",
      ProxyPassword.valueOf("wr0ng"),
      null,
      List.of(),
      Resolve.LOCAL
    );
    for (String scheme : List.of("http://", "https://")) {
      assertThat(assertFails(EgressProxyException.class, http(true, wrong), scheme + HOST + ":" + plain)).hasMessage(
        "the egress proxy rejected Keyfold's user name and password (HTTP 407)"
      );
    }
    assertThat(output).doesNotContain("s3cret", "wr0ng", right);
  }

  @Test
  void theProxysFailuresAreItsOwn(CapturedOutput output) {
    ConnectProxy closing = ConnectProxy.toLoopback();
    closing.close();
    ConnectProxy silent = closed(ConnectProxy.replying(request -> new Reply.Silence()));
    ConnectProxy denying = closed(ConnectProxy.replying(request -> new Reply.Status(403)));
    assertProxyFails(closing.url(), "the egress proxy is unreachable: connection refused or lost");
    assertProxyFails("http://unknown.test:3128", "the egress proxy is unreachable: unknown host name");
    assertProxyFails(silent.url(), "the egress proxy did not respond in time");
    assertProxyFails(denying.url(), "the egress proxy did not open the connection (HTTP 403)");
    assertProxyFails(denying.url().replace("http:", "https:"), "the egress proxy is unreachable: TLS handshake failed");
    assertThat(output).doesNotContain("ERROR");
  }

  @Test
  void theConnectionToTheProxyMayBeEncrypted() throws Exception {
    int secure = secure(ClientAuth.NONE);
    ConnectProxy proxy = closed(
      new ConnectProxy(context(client).getServerSocketFactory().createServerSocket(0), request ->
        new Reply.Tunnel(secure)
      )
    );
    String url = "https://proxy.test:" + proxy.port();
    assertThat(get(http(true, through(url, Resolve.LOCAL)), "https://" + HOST + ":" + secure)).isEqualTo("nobody");
    assertProxyFails(
      "https://" + HOST + ":" + proxy.port(),
      "the egress proxy is unreachable: TLS handshake failed" // another name than the certificate's
    );
  }

  @Test
  @Tag("promise-4")
  void privateAuthoritiesAreTrustedOnlyIfConfiguredAndOnlyForTheirNames() throws Exception {
    String url = "https://" + HOST + ":" + secure(ClientAuth.NONE);
    GuardedHttp jdk = closed(new GuardedHttp(policy(true, ProxyProperties.NONE, List.of(), List.of()), names));
    assertFails(SSLException.class, jdk, url);
    GuardedHttp trusting = http(true, ProxyProperties.NONE);
    assertThat(get(trusting, url)).isEqualTo("nobody");
    names.with("other.test", "127.0.0.1");
    assertFails(SSLException.class, trusting, url.replace(HOST, "other.test"));
  }

  @Test
  @Tag("promise-4")
  void onlyTheHostsOfAClientCertificateGetIt() throws Exception {
    ConnectProxy proxy = closed(ConnectProxy.toLoopback());
    String url = "https://" + HOST + ":" + secure(ClientAuth.OPTIONAL);
    ProxyProperties through = through(proxy.url(), Resolve.LOCAL);
    assertThat(get(mutual(HOST, through), url)).isEqualTo("CN=proxy.test");
    assertThat(get(mutual(HOST, ProxyProperties.NONE), url)).isEqualTo("CN=proxy.test");
    assertThat(get(mutual("other.test", through), url)).isEqualTo("nobody");
  }

  @Test
  void filesThatCannotBeUsedAreReported() {
    Path missing = folder.resolve("missing");
    assertThat(problem(List.of(missing), List.of())).isEqualTo(
      "keyfold.egress.trusted-certificates[0]=" + missing + " must be a readable PEM file with certificates"
    );
    assertThat(problem(List.of(server.key()), List.of())).contains("must be a readable PEM file with certificates");
    assertThat(certificateProblem(List.of(HOST), missing, client.key())).startsWith(
      "keyfold.egress.client-certificates[0].certificate=" + missing + " must be"
    );
    assertThat(certificateProblem(List.of(HOST), client.certificate(), client.certificate())).startsWith(
      "keyfold.egress.client-certificates[0].key=" + client.certificate() + " must be a readable PEM file with an"
    );
    assertThat(certificateProblem(List.of(HOST), client.certificate(), server.key())).startsWith(
      "keyfold.egress.client-certificates[0].key=" + server.key() + " must be the key of the first certificate in"
    );
    assertThat(certificateProblem(List.of(), client.certificate(), client.key())).startsWith(
      "keyfold.egress.client-certificates[0].hosts must name the hosts"
    );
    assertThat(certificateProblem(List.of("a.test", "A.test"), client.certificate(), client.key())).startsWith(
      "keyfold.egress.client-certificates[0].hosts=A.test must name a host only once"
    );
    var lost = new ProxyProperties("http://proxy.test:1", "me", null, missing, List.of(), Resolve.LOCAL);
    assertThat(StartProblem.describe(catchThrowable(() -> http(true, lost)))).isEqualTo(
      "keyfold.egress.proxy.password-file=" + missing + " must be a readable file"
    );
  }

  private String certificateProblem(List<String> hosts, Path certificate, Path key) {
    return problem(List.of(), List.of(new ClientCertificateProperties(hosts, certificate, key)));
  }

  private String problem(List<Path> trusted, List<ClientCertificateProperties> clients) {
    EgressPolicy policy = policy(true, ProxyProperties.NONE, trusted, clients);
    return StartProblem.describe(catchThrowable(() -> closed(new GuardedHttp(policy, names))));
  }

  private void assertProxyFails(String url, String message) {
    GuardedHttp http = http(true, through(url, Resolve.LOCAL));
    for (String target : List.of("http://" + HOST, "https://" + HOST)) {
      assertThat(assertFails(EgressProxyException.class, http, target)).hasMessage(message);
    }
  }

  private <T extends Throwable> T assertFails(Class<T> type, GuardedHttp http, String url) {
    Throwable failure = catchThrowable(() -> get(http, url));
    assertThat(Causes.find(failure, type)).as(String.valueOf(failure)).isPresent();
    return Causes.find(failure, type).orElseThrow();
  }

  private String get(GuardedHttp http, String url) {
    ConnectionProvider connections = ConnectionProvider.newConnection();
    return Objects.requireNonNull(
      http
        .client(connections, Duration.ofSeconds(2))
        .get()
        .uri(url)
        .responseSingle((response, body) -> body.asString())
        .block(BOUND)
    );
  }

  private GuardedHttp mutual(String host, ProxyProperties proxy) {
    var identity = new ClientCertificateProperties(List.of(host), client.certificate(), client.key());
    return closed(new GuardedHttp(policy(true, proxy, List.of(server.certificate()), List.of(identity)), names));
  }

  private GuardedHttp http(boolean allowPrivate, ProxyProperties proxy) {
    List<Path> trusted = List.of(server.certificate(), client.certificate());
    return closed(new GuardedHttp(policy(allowPrivate, proxy, trusted, List.of()), names));
  }

  private static EgressPolicy policy(
    boolean allowPrivate,
    ProxyProperties proxy,
    List<Path> trusted,
    List<ClientCertificateProperties> clients
  ) {
    return new EgressPolicy(new EgressProperties(allowPrivate, proxy, trusted, clients));
  }

  private static ProxyProperties through(String url, Resolve resolve) {
    return new ProxyProperties(url, null, null, null, List.of(), resolve);
  }

  private int plain() {
    return served(HttpServer.create().handle((request, response) -> response.sendString(Mono.just("plain"))));
  }

  /** Responds with the subject of the client's certificate. */
  private int secure(ClientAuth authentication) throws SSLException {
    var context = SslContextBuilder.forServer(server.privateKey(), server.x509())
      .trustManager(client.x509())
      .clientAuth(authentication)
      .build();
    return served(
      HttpServer.create()
        .secure(spec -> spec.sslContext(context))
        .handle((request, response) -> {
          String[] subject = { "nobody" };
          request.withConnection(
            connection ->
              subject[0] = subject(Objects.requireNonNull(connection.channel().pipeline().get(SslHandler.class)))
          );
          return response.sendString(Mono.just(subject[0]));
        })
    );
  }

  private static String subject(SslHandler tls) {
    try {
      return tls.engine().getSession().getPeerPrincipal().getName();
    } catch (SSLPeerUnverifiedException e) {
      return "nobody";
    }
  }

  private int served(HttpServer http) {
    DisposableServer started = http.host("127.0.0.1").port(0).bindNow();
    open.add(started::disposeNow);
    return started.port();
  }

  private static SSLContext context(TestCertificate certificate) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
      "a",
      certificate.privateKey(),
      new char[0],
      new java.security.cert.Certificate[] { certificate.x509() }
    );
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return context;
  }

  private <T extends AutoCloseable> T closed(T closeable) {
    open.add(closeable);
    return closeable;
  }
}
