package io.keyfold.session.testing;

import io.modelcontextprotocol.common.McpTransportContext;
import io.modelcontextprotocol.server.McpAsyncServer;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpServerFeatures.AsyncToolSpecification;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.mcp.server.webflux.transport.WebFluxStreamableServerTransportProvider;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilterChain;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A real MCP server over streamable HTTP that rejects requests without its key. */
public final class KeyedMcpServer implements AutoCloseable {

  private final AtomicReference<String> key;
  private final Function<ServerHttpRequest, String> presented;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final McpAsyncServer server;
  private final DisposableServer http;

  private KeyedMcpServer(String key, Function<ServerHttpRequest, String> presented) {
    this.key = new AtomicReference<>(key);
    this.presented = presented;
    var transport = WebFluxStreamableServerTransportProvider.builder()
      .messageEndpoint("/mcp")
      .contextExtractor(request ->
        McpTransportContext.create(Map.of("key", presented.apply(request.exchange().getRequest())))
      )
      .build();
    this.server = McpServer.async(transport).serverInfo("keyed", "1").tools(tools()).build();
    var handler = WebHttpHandlerBuilder.webHandler(RouterFunctions.toWebHandler(transport.getRouterFunction()))
      .filter(this::admit)
      .build();
    this.http = HttpServer.create().host("127.0.0.1").port(0).handle(new ReactorHttpHandlerAdapter(handler)).bindNow();
  }

  /** Creates a server that requires {@code Authorization: Bearer <key>}. */
  public static KeyedMcpServer bearer(String key) {
    return new KeyedMcpServer(key, request -> first(request.getHeaders().getFirst("Authorization"), "Bearer "));
  }

  /** Creates a server that requires the key in a header. */
  public static KeyedMcpServer header(String name, String key) {
    return new KeyedMcpServer(key, request -> first(request.getHeaders().getFirst(name), ""));
  }

  /** Creates a server that requires the key as a query parameter. */
  public static KeyedMcpServer query(String name, String key) {
    return new KeyedMcpServer(key, request -> first(request.getQueryParams().getFirst(name), ""));
  }

  private static String first(@Nullable String header, String prefix) {
    return header == null || !header.startsWith(prefix) ? "" : header.substring(prefix.length());
  }

  /** {@return its URL} */
  public String url() {
    return "http://127.0.0.1:" + http.port() + "/mcp";
  }

  /** {@return the keys of the tool calls so far} */
  public List<String> calls() {
    return List.copyOf(calls);
  }

  /** Accepts only this key from now on. */
  public void rotate(String newKey) {
    key.set(newKey);
  }

  private Mono<Void> admit(ServerWebExchange exchange, WebFilterChain chain) {
    if (presented.apply(exchange.getRequest()).equals(key.get())) {
      return chain.filter(exchange);
    }
    exchange.getResponse().setStatusCode(HttpStatus.UNAUTHORIZED);
    byte[] body = ("bad key " + presented.apply(exchange.getRequest())).getBytes(StandardCharsets.UTF_8);
    return exchange.getResponse().writeWith(Mono.just(exchange.getResponse().bufferFactory().wrap(body)));
  }

  private List<AsyncToolSpecification> tools() {
    return List.of(
      tool("echo", (key, input) -> Mono.just(text(String.valueOf(input.get("message")), false))),
      tool("fail", (key, input) -> Mono.just(text("it went wrong", true))),
      tool("show_key", (key, input) -> Mono.just(text("you sent " + key, false))),
      tool("big", (key, input) -> Mono.just(text("x".repeat(200_000), false))),
      tool("slow", (key, input) -> Mono.delay(Duration.ofSeconds(30)).thenReturn(text("late", false)))
    );
  }

  private AsyncToolSpecification tool(String name, BiFunction<String, Map<String, Object>, Mono<CallToolResult>> work) {
    var tool = McpSchema.Tool.builder(name, Map.of("type", "object"))
      .description("Tool " + name + (name.equals("show_key") ? " of " + key.get() : ""))
      .build();
    return AsyncToolSpecification.builder()
      .tool(tool)
      .callHandler((exchange, request) -> {
        String used = String.valueOf(exchange.transportContext().get("key"));
        calls.add(used);
        return work.apply(used, request.arguments() == null ? Map.of() : request.arguments());
      })
      .build();
  }

  private static CallToolResult text(String text, boolean error) {
    return CallToolResult.builder(List.of(TextContent.builder(text).build()))
      .isError(error)
      .build();
  }

  @Override
  public void close() {
    server.closeGracefully().onErrorComplete().block(Duration.ofSeconds(5));
    http.disposeNow(Duration.ofSeconds(5));
  }
}
