package io.keyfold.standalone.sandbox;

import io.keyfold.standalone.http.Listener;
import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.server.webflux.transport.WebFluxStreamableServerTransportProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.web.reactive.function.server.RouterFunctions;

/**
 * An MCP SDK server over streamable HTTP on a loopback port. Requests need the currently valid key; others get 401.
 * Tools return the last characters of the key, to show which credential was used.
 */
public final class Sandbox implements AutoCloseable {

  /** The header that carries the key. */
  public static final String HEADER = "x-sandbox-key";

  private static final String ENDPOINT = "/mcp";
  private static final String KEY = "key";

  private final AtomicReference<String> valid;
  private final McpAsyncServer server;
  private final Listener listener;

  private Sandbox(AtomicReference<String> valid, McpAsyncServer server, Listener listener) {
    this.valid = valid;
    this.server = server;
    this.listener = listener;
  }

  /** {@return a running sandbox with a valid key} */
  public static Sandbox start(String key) {
    AtomicReference<String> valid = new AtomicReference<>(key);
    var transport = WebFluxStreamableServerTransportProvider.builder()
      .messageEndpoint(ENDPOINT)
      .contextExtractor(request ->
        McpTransportContext.create(Map.of(KEY, String.valueOf(request.headers().firstHeader(HEADER))))
      )
      .build();
    McpAsyncServer server = McpServer.async(transport)
      .serverInfo("keyfold-sandbox", "1.0.0")
      .capabilities(McpSchema.ServerCapabilities.builder().tools(false).build())
      .toolCall(SandboxTools.search(), (exchange, call) ->
        SandboxTools.answerSearch(call, keyOf(exchange.transportContext()))
      )
      .toolCall(SandboxTools.echo(), (exchange, call) -> SandboxTools.answerEcho(call))
      .build();
    HttpHandler tools = RouterFunctions.toHttpHandler(transport.getRouterFunction());
    HttpHandler guarded = (request, response) -> {
      if (constantTimeEquals(valid.get(), request.getHeaders().getFirst(HEADER))) {
        return tools.handle(request, response);
      }
      response.setStatusCode(HttpStatus.UNAUTHORIZED);
      return response.setComplete();
    };
    return new Sandbox(valid, server, Listener.bind("sandbox", "127.0.0.1", 0, Duration.ofMillis(200), guarded));
  }

  /** {@return the MCP endpoint} */
  public String url() {
    return "http://127.0.0.1:" + listener.port() + ENDPOINT;
  }

  /** Replaces the valid key, as a rotation in a vendor's console does. */
  public void rotate(String key) {
    valid.set(key);
  }

  @Override
  public void close() {
    server.closeGracefully().block(Duration.ofSeconds(2));
    listener.close();
  }

  private static String keyOf(McpTransportContext context) {
    return String.valueOf(context.get(KEY));
  }

  private static boolean constantTimeEquals(String valid, @Nullable String presented) {
    return (
      presented != null &&
      MessageDigest.isEqual(valid.getBytes(StandardCharsets.UTF_8), presented.getBytes(StandardCharsets.UTF_8))
    );
  }
}
