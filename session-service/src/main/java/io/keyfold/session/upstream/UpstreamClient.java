package io.keyfold.session.upstream;

import io.keyfold.session.credentials.Credential;
import io.modelcontextprotocol.client.McpAsyncClient;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.spec.McpSchema;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.springframework.ai.mcp.client.webflux.transport.WebClientStreamableHttpTransport;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One MCP connection to a provider. Holds no credential: it is opened for each call and travels in the subscriber's context
 * to {@link UpstreamFilter}.
 */
final class UpstreamClient {

  private static final int MAX_PAGES = 50;
  private static final Duration CLOSING = Duration.ofSeconds(5);
  private static final McpSchema.Implementation SELF = McpSchema.Implementation.builder("keyfold", "0.1.0").build();

  private final McpAsyncClient client;
  private final Supplier<Mono<Credential>> credential;
  private final Supplier<ResponseBudget.Part> memory;
  private final Duration callTimeout;

  UpstreamClient(
    WebClient.Builder http,
    String url,
    UpstreamProperties properties,
    Supplier<Mono<Credential>> credential,
    Supplier<ResponseBudget.Part> memory
  ) {
    URI uri = URI.create(url);
    String root = uri.getScheme() + "://" + uri.getRawAuthority();
    var transport = WebClientStreamableHttpTransport.builder(http.baseUrl(root))
      .endpoint(url.substring(root.length()))
      // A broken answer is told at once; to resume it would hide that a tool may have run.
      .resumableStreams(false)
      .build();
    this.client = McpClient.async(new ObservedTransport(transport))
      .clientInfo(SELF)
      .initializationTimeout(properties.initializeTimeout())
      .requestTimeout(properties.callTimeout())
      .build();
    this.credential = credential;
    this.memory = memory;
    this.callTimeout = properties.callTimeout();
  }

  Mono<ToolServers.ToolResponse> call(
    String tool,
    Map<String, Object> input,
    Function<Credential, AnswerRedactor> redactor
  ) {
    return opened(secret -> {
      AnswerRedactor clean = redactor.apply(secret);
      return client
        .callTool(McpSchema.CallToolRequest.builder(tool).arguments(input).build())
        .<ToolServers.ToolResponse>map(result -> new ToolServers.ToolResponse.Result(clean.result(result)))
        .onErrorResume(e -> {
          ProviderRefusal refusal = Failures.refusal(e);
          return refusal == null ? Mono.error(e) : Mono.just(clean.refusal(refusal));
        });
    });
  }

  Mono<ToolServers.Listed> tools(Function<Credential, AnswerRedactor> redactor) {
    return opened(secret -> {
      AnswerRedactor clean = redactor.apply(secret);
      return (
        page(McpSchema.FIRST_PAGE)
          .expand(page ->
            page.nextCursor() == null || page.nextCursor().isEmpty() ? Mono.empty() : page(page.nextCursor())
          )
          .take(MAX_PAGES)
          .<List<McpSchema.Tool>>collect(ArrayList::new, (all, page) -> all.addAll(page.tools()))
          // It is remembered, and shown to whoever uses the deployment.
          .map(clean::tools)
      );
    });
  }

  private Flux<McpSchema.ListToolsResult> page(String cursor) {
    return client.listTools(cursor).flux();
  }

  private <T> Mono<T> opened(Function<Credential, Mono<T>> use) {
    return Mono.usingWhen(
      credential.get(),
      secret -> bounded(use.apply(secret)).contextWrite(context -> context.put(Credential.class, secret)),
      secret -> Mono.fromRunnable(secret::close)
    ).timeout(callTimeout);
  }

  private <T> Mono<T> bounded(Mono<T> use) {
    return Mono.using(memory::get, part -> use.contextWrite(context -> context.put(ResponseBudget.Part.class, part)));
  }

  /** Ends the connection, politely if that is possible within a bound. */
  Mono<Void> close() {
    return opened(secret -> client.closeGracefully().thenReturn(true))
      .timeout(CLOSING)
      .onErrorComplete()
      .doFinally(end -> client.close())
      .then();
  }
}
