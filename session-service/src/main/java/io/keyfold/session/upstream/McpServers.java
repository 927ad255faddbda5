package io.keyfold.session.upstream;

import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Calls the MCP servers of providers. Every operation completes or errors within its timeout, with
 * {@link ProviderFailure} or an {@code ApiException}. All that it returns is redacted.
 */
public interface McpServers {
  /**
   * {@return the server's response; an error that the server reports is a response, too}
   *
   * <p>Executed at most once. Cancelling the subscription, and a timeout, cancel the request at the server.
   *
   * @param conversation receives what the server sends before its response
   */
  Mono<RpcMessage.Response> request(Target target, ServerRequest request, Conversation conversation);

  /** {@return what the server lists, over all of its pages; empty if it does not offer any} */
  Mono<Listed> list(Target target, ListKind kind, Conversation conversation);

  /** {@return the server as its handshake described it} */
  Mono<Peer> describe(Target target, Conversation conversation);

  /**
   * {@return what the server sends outside of calls; completes when the server ends the stream, and at once if it has
   * none}
   *
   * @param conversation is asked what the server asks
   * @param uris resources whose changes the client wants to know, now and after each change
   */
  Flux<RpcMessage.Notification> changes(Target target, Conversation conversation, Flux<Set<String>> uris);

  /** Sends the response to a request of a server. */
  Mono<Void> reply(Target target, ReplyTo to, RpcMessage.Response response);

  /** Closes the connections of a session provider that was removed or whose session was closed. */
  void drop(String sessionProviderId);

  /**
   * What a server lists.
   *
   * @param items the items, with the credential removed; of several with one name the first
   * @param withheld number of items omitted because a name in them contains a part of the credential
   * @param incomplete why further items are missing; null: none are
   */
  record Listed(List<Item> items, int withheld, @Nullable String incomplete) {
    /** A list without items. */
    public static final Listed NONE = new Listed(List.of(), 0, null);

    /** Copies the items. */
    public Listed {
      items = List.copyOf(items);
    }
  }

  /**
   * An item of a list.
   *
   * @param name what identifies it: the name of a tool or prompt, the URI of a resource or template
   * @param json the item as the server wrote it
   */
  record Item(String name, RawObject json) {}
}
