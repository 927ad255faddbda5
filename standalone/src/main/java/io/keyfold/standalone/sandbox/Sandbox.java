package io.keyfold.standalone.sandbox;

import io.keyfold.standalone.http.Listener;
import io.keyfold.standalone.sandbox.oauth.AuthorizationRoutes;
import io.keyfold.standalone.sandbox.oauth.AuthorizationServer;
import io.keyfold.standalone.sandbox.oauth.Metadata;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.ai.mcp.server.webflux.transport.WebFluxStreamableServerTransportProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.RouterFunctions;

/**
 * A provider on a loopback port: an MCP SDK server over streamable HTTP, and an OAuth authorization server of its own.
 * Requests need the currently valid key, or an access token; others get 401. Tools return the last characters of the
 * key or token, and the token's account, to show which credential was used.
 */
public final class Sandbox implements AutoCloseable {

  /** The header that carries the key. */
  public static final String HEADER = "x-sandbox-key";

  /** The users among whom the consent page lets a person choose; the first one is chosen by default. */
  public static final List<String> ACCOUNTS = List.of("ada@example.com", "grace@example.com");

  private static final String ENDPOINT = "/mcp";
  private static final String LOOPBACK = "127.0.0.1";

  private final Credentials credentials;
  private final McpAsyncServer server;
  private final Listener listener;
  private final Metadata metadata;

  private Sandbox(Credentials credentials, McpAsyncServer server, Listener listener, Metadata metadata) {
    this.credentials = credentials;
    this.server = server;
    this.listener = listener;
    this.metadata = metadata;
  }

  /** {@return a running sandbox with a valid key and without OAuth apps, on loopback} */
  public static Sandbox start(String key) {
    return start(key, LOOPBACK, LOOPBACK);
  }

  /**
   * {@return a running sandbox with a valid key and without OAuth apps}
   *
   * @param address the address to bind to
   * @param host the host in its URLs
   */
  public static Sandbox start(String key, String address, String host) {
    Credentials credentials = new Credentials(key, new AuthorizationServer(InstantSource.system()));
    var transport = WebFluxStreamableServerTransportProvider.builder()
      .messageEndpoint(ENDPOINT)
      .contextExtractor(request -> McpTransportContext.create(credentials.describe(request.headers().asHttpHeaders())))
      .build();
    McpAsyncServer server = McpServer.async(transport)
      .serverInfo("keyfold-sandbox", "1.0.0")
      .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
      .toolCall(SandboxTools.search(), (exchange, call) -> SandboxTools.answerSearch(call, exchange.transportContext()))
      .toolCall(SandboxTools.echo(), (exchange, call) -> SandboxTools.answerEcho(call))
      .build();
    HttpHandler tools = RouterFunctions.toHttpHandler(transport.getRouterFunction());
    // The authorization server's documents contain the port, which is known once it is bound.
    AtomicReference<HttpHandler> bound = new AtomicReference<>((request, response) -> {
      response.setStatusCode(HttpStatus.SERVICE_UNAVAILABLE);
      return response.setComplete();
    });
    Listener listener = Listener.bind("sandbox", address, 0, Duration.ofMillis(200), (request, response) ->
      bound.get().handle(request, response)
    );
    String base = "http://" + host + ":" + listener.port();
    Metadata metadata = new Metadata(base, base + ENDPOINT);
    bound.set(handler(tools, credentials, metadata));
    return new Sandbox(credentials, server, listener, metadata);
  }

  private static HttpHandler handler(HttpHandler tools, Credentials credentials, Metadata metadata) {
    HttpHandler oauth = RouterFunctions.toHttpHandler(
      AuthorizationRoutes.of(credentials.authorizationServer(), metadata, ACCOUNTS)
    );
    return (request, response) -> {
      if (!request.getPath().value().equals(ENDPOINT)) {
        return oauth.handle(request, response);
      }
      if (credentials.accept(request.getHeaders())) {
        return tools.handle(request, response);
      }
      response.setStatusCode(HttpStatus.UNAUTHORIZED);
      boolean presented = request.getHeaders().containsHeader(HttpHeaders.AUTHORIZATION);
      response.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, metadata.challenge(presented));
      return response.setComplete();
    };
  }

  /** {@return the MCP endpoint} */
  public String url() {
    return metadata.resource();
  }

  /** {@return the authorization server's endpoints} */
  public Metadata metadata() {
    return metadata;
  }

  /** {@return the authorization server, to register apps, to end tokens and to count calls} */
  public AuthorizationServer authorizationServer() {
    return credentials.authorizationServer();
  }

  /** Replaces the valid key, as a rotation in a vendor's console does. */
  public void rotate(String key) {
    credentials.rotate(key);
  }

  @Override
  public void close() {
    server.closeGracefully().block(Duration.ofSeconds(2));
    listener.close();
  }
}
