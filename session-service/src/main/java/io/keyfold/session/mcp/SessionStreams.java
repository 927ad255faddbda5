package io.keyfold.session.mcp;

import io.keyfold.session.calls.SessionRules;
import io.keyfold.session.resolve.Resolver;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.OpenSessions;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.ListKind;
import io.keyfold.session.upstream.McpMeta;
import io.keyfold.session.upstream.McpServers;
import io.keyfold.session.upstream.Target;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The streams of a session outside of calls: what its providers and Keyfold itself have to say. */
final class SessionStreams {

  /** A client opens a new stream after this time, with the credential and the providers that are current then. */
  private static final Duration LONGEST = Duration.ofMinutes(5);

  /** Time before a provider whose stream has ended is listened to again. */
  private static final Duration AGAIN = Duration.ofSeconds(5);

  private static final List<String> LISTS = List.of("tools", "prompts", "resources");

  private final OpenSessions sessions;
  private final Resolver resolver;
  private final McpServers servers;
  private final SessionChanges changes;
  private final Conversations conversations;
  private final Subscriptions subscriptions;
  private final McpSignals signals;

  SessionStreams(
    OpenSessions sessions,
    Resolver resolver,
    McpServers servers,
    SessionChanges changes,
    Conversations conversations,
    Subscriptions subscriptions,
    McpSignals signals
  ) {
    this.sessions = sessions;
    this.resolver = resolver;
    this.servers = servers;
    this.changes = changes;
    this.conversations = conversations;
    this.subscriptions = subscriptions;
    this.signals = signals;
  }

  /** {@return the stream of a classic client: all that there is} */
  Flux<RpcMessage> classic(McpCall call) {
    signals.renew(call.caller(), call.dialect());
    ClientId client = ClientId.of(call.caller(), call.dialect());
    return messages(call, subscriptions.of(client), call.client().outside()).filter(
      message -> !isEnded(client, message)
    );
  }

  /** {@return the stream of a modern client: what it subscribed to, each message with the subscription's id} */
  Flux<RpcMessage> modern(McpCall call) {
    RawObject filter = call.params().object("notifications");
    Set<String> uris = filter
      .elements("resourceSubscriptions")
      .stream()
      .flatMap(uri -> uri.string().stream())
      .collect(Collectors.toSet());
    RawObject acknowledged = RawObject.EMPTY.with("notifications", honoured(filter));
    RpcMessage first = RpcMessage.Notification.of("notifications/subscriptions/acknowledged", acknowledged);
    return Flux.just(first)
      .concatWith(messages(call, Flux.just(uris), Flux.empty()).filter(message -> isWanted(message, filter, uris)))
      .map(message -> subscribed(message, call.request().id()))
      .concatWith(Mono.fromSupplier(() -> call.result(subscription(RawObject.EMPTY, call.request().id()))));
  }

  /** A session with a server may serve several clients, and outlive their subscriptions. */
  private boolean isEnded(ClientId client, RpcMessage message) {
    return (
      message instanceof RpcMessage.Notification notification &&
      notification.method().equals(Conversations.RESOURCE_UPDATED) &&
      notification
        .params()
        .text("uri")
        .filter(uri -> subscriptions.isEnded(client, uri))
        .isPresent()
    );
  }

  private static RawObject honoured(RawObject filter) {
    RawObject honoured = RawObject.EMPTY;
    for (String list : LISTS) {
      if (isTrue(filter, list + "ListChanged")) {
        honoured = honoured.with(list + "ListChanged", RawJson.bool(true));
      }
    }
    RawJson uris = filter.find("resourceSubscriptions").orElse(null);
    return uris == null ? honoured : honoured.with("resourceSubscriptions", uris);
  }

  private static boolean isWanted(RpcMessage message, RawObject filter, Set<String> uris) {
    if (!(message instanceof RpcMessage.Notification notification)) {
      return false;
    }
    for (String list : LISTS) {
      if (notification.method().equals(changed(list))) {
        return isTrue(filter, list + "ListChanged");
      }
    }
    return (
      notification.method().equals(Conversations.RESOURCE_UPDATED) &&
      notification.params().text("uri").filter(uris::contains).isPresent()
    );
  }

  private static boolean isTrue(RawObject filter, String name) {
    return filter.find(name).filter(RawJson::isTrue).isPresent();
  }

  private static RpcMessage subscribed(RpcMessage message, RawJson id) {
    return message instanceof RpcMessage.Notification notification
      ? notification.withParams(subscription(notification.params(), id))
      : message;
  }

  private static RawObject subscription(RawObject members, RawJson id) {
    return members.with("_meta", members.object("_meta").with(McpMeta.SUBSCRIPTION, id));
  }

  /**
   * {@return what there is to say while the caller may use the session, at most for {@link #LONGEST}}
   *
   * @param uris resources that the client is subscribed to, now and after each change
   * @param asked what the providers ask of the client
   */
  private Flux<RpcMessage> messages(McpCall call, Flux<Set<String>> uris, Flux<RpcMessage> asked) {
    return changes
      .of(call.caller(), LONGEST)
      .publish(changed ->
        Flux.<RpcMessage>merge(
          changed.concatMapIterable(change -> all()),
          // The providers and their credentials may be others now.
          changed
            .startWith(true)
            .switchMap(change -> providers(call, uris)),
          asked
        ).takeUntilOther(changed.ignoreElements())
      )
      .take(LONGEST);
  }

  private static List<RpcMessage.Notification> all() {
    return LISTS.stream()
      .map(list -> RpcMessage.Notification.of(changed(list), RawObject.EMPTY))
      .toList();
  }

  private Flux<RpcMessage.Notification> providers(McpCall call, Flux<Set<String>> uris) {
    List<SessionProvider> providers = sessions.providers(call.caller().tenant(), call.caller().session());
    return Flux.fromIterable(providers).flatMap(provider -> of(call, provider, uris), Math.max(1, providers.size()));
  }

  private Flux<RpcMessage.Notification> of(McpCall call, SessionProvider provider, Flux<Set<String>> uris) {
    ResourceUris shown = call.uris();
    return resolver
      .usable(call.caller().tenant(), provider.deploymentId(), provider.selector())
      .flatMapMany(resolved -> {
        SessionRules rules = SessionRules.of(resolved, provider);
        return servers.changes(
          new Target(call.caller().tenant(), provider.id(), resolved),
          conversations.of(call, provider),
          uris.map(set -> theirs(set, shown, provider, rules)).distinctUntilChanged()
        );
      })
      .onErrorComplete()
      .repeatWhen(ended -> ended.delayElements(AGAIN))
      .mapNotNull(notification -> Conversations.notification(notification, provider, shown));
  }

  private static Set<String> theirs(
    Set<String> uris,
    ResourceUris shown,
    SessionProvider provider,
    SessionRules rules
  ) {
    return uris
      .stream()
      .flatMap(uri -> shown.parse(List.of(provider), uri).stream())
      .map(SessionNames.Named::key)
      .filter(uri -> rules.allows(ListKind.RESOURCES, uri))
      .collect(Collectors.toSet());
  }

  private static String changed(String list) {
    return "notifications/" + list + "/list_changed";
  }
}
