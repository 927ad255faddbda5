package io.keyfold.session.upstream;

import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.spec.McpClientTransport;
import io.modelcontextprotocol.spec.McpSchema;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * The SDK's transport, with every request answered: where the HTTP exchange breaks after its headers, the request gets an
 * error in the place of the answer that will not come. See {@link PendingResponse}.
 */
final class ObservedTransport implements McpClientTransport {

  private final McpClientTransport transport;
  private final Map<Object, PendingResponse> pending = new ConcurrentHashMap<>();
  private volatile Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> handler = message ->
    message;

  ObservedTransport(McpClientTransport transport) {
    this.transport = transport;
  }

  @Override
  public Mono<Void> connect(Function<Mono<McpSchema.JSONRPCMessage>, Mono<McpSchema.JSONRPCMessage>> given) {
    return Mono.defer(() -> {
      handler = given;
      return transport.connect(message -> given.apply(message.filter(ObservedTransport::wanted).map(this::received)));
    });
  }

  /** A notification that lists changed would make the SDK ask for them, on nobody's behalf and so without a credential. */
  private static boolean wanted(McpSchema.JSONRPCMessage message) {
    return !(message instanceof McpSchema.JSONRPCNotification);
  }

  private McpSchema.JSONRPCMessage received(McpSchema.JSONRPCMessage message) {
    if (!(message instanceof McpSchema.JSONRPCResponse response) || response.id() == null) {
      return message;
    }
    PendingResponse answer = pending.remove(response.id());
    if (answer != null) {
      answer.answered();
    }
    return response.error() == null ? response : veiled(response.id(), response.error());
  }

  // The SDK logs errors as they come; a provider may well repeat the credential in its own.
  private static McpSchema.JSONRPCMessage veiled(Object id, McpSchema.JSONRPCResponse.JSONRPCError error) {
    ProviderRefusal refusal = new ProviderRefusal(error.code(), error.message() == null ? "" : error.message());
    return McpSchema.JSONRPCResponse.error(
      id,
      new McpSchema.JSONRPCResponse.JSONRPCError(error.code(), "refused by the provider", refusal)
    );
  }

  @Override
  public Mono<Void> sendMessage(McpSchema.JSONRPCMessage message) {
    if (!(message instanceof McpSchema.JSONRPCRequest request)) {
      return transport.sendMessage(message);
    }
    return Mono.defer(() -> {
      PendingResponse answer = new PendingResponse(failure -> answerInPlace(request.id(), failure));
      pending.put(request.id(), answer);
      return transport
        .sendMessage(message)
        .doOnError(e -> pending.remove(request.id()))
        .contextWrite(context -> context.put(PendingResponse.class, answer));
    });
  }

  private void answerInPlace(Object id, ProviderFailure failure) {
    pending.remove(id);
    // The failure itself travels as the error's data: nothing that a provider sends can look like it.
    var error = new McpSchema.JSONRPCResponse.JSONRPCError(
      McpSchema.ErrorCodes.INTERNAL_ERROR,
      failure.text(),
      failure
    );
    handler.apply(Mono.just(McpSchema.JSONRPCResponse.error(id, error))).subscribe();
  }

  @Override
  public void setExceptionHandler(Consumer<Throwable> exceptions) {
    transport.setExceptionHandler(exceptions);
  }

  @Override
  public Mono<Void> closeGracefully() {
    return transport.closeGracefully();
  }

  @Override
  public <T> T unmarshalFrom(Object data, TypeRef<T> type) {
    return transport.unmarshalFrom(data, type);
  }

  @Override
  public List<String> protocolVersions() {
    return transport.protocolVersions();
  }
}
