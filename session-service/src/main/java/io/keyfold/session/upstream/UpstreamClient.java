package io.keyfold.session.upstream;

import io.keyfold.session.credentials.Credential;
import io.modelcontextprotocol.spec.McpSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * An MCP connection to a provider. Holds no credential: each call opens it and passes it to {@link UpstreamFilter} in
 * the subscriber's context.
 */
final class UpstreamClient {

  private static final int MAX_PAGES = 50;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  /** Reactor's bounded pool: redacting a large response takes too long for an event loop. */
  private static final Scheduler REDACTION = Schedulers.boundedElastic();

  private final UpstreamHttp.Client http;
  private final McpConnection connection;
  private final UpstreamProperties properties;
  private final Supplier<Mono<Credential>> credential;
  private final Supplier<ResponseBudget.Part> memory;
  private final AtomicReference<@Nullable Mono<Void>> handshake = new AtomicReference<>();

  UpstreamClient(
    UpstreamHttp.Client http,
    String url,
    UpstreamProperties properties,
    Supplier<Mono<Credential>> credential,
    Supplier<ResponseBudget.Part> memory
  ) {
    this.http = http;
    this.connection = new McpConnection(http.web(), url);
    this.properties = properties;
    this.credential = credential;
    this.memory = memory;
  }

  Mono<ToolServers.ToolResponse> call(
    String tool,
    Map<String, Object> input,
    Function<Credential, AnswerRedactor> redactor
  ) {
    return redacted(redactor, clean ->
      connection
        .request(McpSchema.METHOD_TOOLS_CALL, Map.of("name", tool, "arguments", input), McpSchema.CallToolResult.class)
        .publishOn(REDACTION)
        .<ToolServers.ToolResponse>map(result -> new ToolServers.ToolResponse.Result(clean.result(result)))
        .onErrorResume(ProviderRefusal.class, refusal -> Mono.just(clean.refusal(refusal)))
    );
  }

  Mono<ToolServers.Listed> tools(Function<Credential, AnswerRedactor> redactor) {
    return redacted(redactor, clean ->
      page(null)
        .expand(page ->
          page.nextCursor() == null || page.nextCursor().isEmpty() ? Mono.empty() : page(page.nextCursor())
        )
        .take(MAX_PAGES)
        .<List<McpSchema.Tool>>collect(ArrayList::new, (all, page) -> all.addAll(page.tools()))
        .publishOn(REDACTION)
        // Redact here, since the list is cached and shown to all users of the deployment.
        .map(clean::tools)
    );
  }

  private <T> Mono<T> redacted(Function<Credential, AnswerRedactor> redactor, Function<AnswerRedactor, Mono<T>> use) {
    return opened(secret ->
      Mono.fromSupplier(() -> redactor.apply(secret))
        .subscribeOn(REDACTION)
        .flatMap(use)
    );
  }

  private Mono<McpSchema.ListToolsResult> page(@Nullable String cursor) {
    Map<String, Object> params = cursor == null ? Map.of() : Map.of("cursor", cursor);
    return connection.request(McpSchema.METHOD_TOOLS_LIST, params, McpSchema.ListToolsResult.class);
  }

  private <T> Mono<T> opened(Function<Credential, Mono<T>> use) {
    return initialized().then(withCredential(use)).timeout(properties.callTimeout());
  }

  /** Concurrent calls share a handshake, which continues if one of them is cancelled. */
  private Mono<Void> initialized() {
    return Mono.defer(() -> {
      Mono<Void> begun = handshake.get();
      if (begun != null) {
        return begun;
      }
      Mono<Void> own = withCredential(secret -> connection.initialize())
        .timeout(properties.initializeTimeout())
        .onErrorMap(ProviderRefusal.class, e -> ProviderFailure.error("rejected the MCP handshake"))
        .cache();
      Mono<Void> other = handshake.compareAndExchange(null, own);
      return other == null ? own : other;
    });
  }

  private <T> Mono<T> withCredential(Function<Credential, Mono<T>> use) {
    return Mono.usingWhen(
      Mono.defer(credential),
      secret -> bounded(use.apply(secret)).contextWrite(context -> context.put(Credential.class, secret)),
      secret -> Mono.fromRunnable(secret::close)
    );
  }

  private <T> Mono<T> bounded(Mono<T> use) {
    return Mono.using(memory::get, part -> use.contextWrite(context -> context.put(ResponseBudget.Part.class, part)));
  }

  /** Closes the connection, with a bounded attempt to end the MCP session. */
  Mono<Void> close() {
    return Mono.defer(() -> connection.known() ? withCredential(secret -> connection.end()) : Mono.<Void>empty())
      .timeout(CLOSING)
      .onErrorComplete()
      .doFinally(end -> http.close());
  }

  /** Closes the connection immediately. */
  void cut() {
    http.close();
  }
}
