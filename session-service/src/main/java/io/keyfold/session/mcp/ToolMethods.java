package io.keyfold.session.mcp;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.session.calls.CallRequest;
import io.keyfold.session.calls.FinishedCall;
import io.keyfold.session.calls.ToolCalls;
import io.keyfold.session.connect.Connections;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RawObject;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.sessions.ToolName;
import io.keyfold.session.upstream.ListKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Lists and calls the tools of a session. A provider that is unavailable and whose tools are not known is represented by
 * a tool that reports the failure and retries when it is called.
 */
final class ToolMethods {

  /** Key of the tool of an unavailable provider without known tools. */
  private static final String PLACEHOLDER = "tools_unavailable";

  private final SessionLists lists;
  private final SessionNames names;
  private final ToolCalls calls;
  private final Conversations conversations;
  private final Connections connections;

  ToolMethods(
    SessionLists lists,
    SessionNames names,
    ToolCalls calls,
    Conversations conversations,
    Connections connections
  ) {
    this.lists = lists;
    this.names = names;
    this.calls = calls;
    this.conversations = conversations;
    this.connections = connections;
  }

  Mono<RpcMessage.Response> list(McpCall call) {
    return lists.list(call.caller(), ListKind.TOOLS, call.client().quiet()).map(all -> {
      NameScheme scheme = names.scheme(call.caller(), all);
      List<RawJson> tools = new ArrayList<>();
      for (ProviderList list : all) {
        list
          .items()
          .forEach(item -> tools.add(item.json().with("name", scheme.wire(list.provider(), item.name())).json()));
        if (list.failure() != null && list.items().isEmpty()) {
          tools.add(standIn(list.provider(), list.failure()));
        }
      }
      return call.result(ListResults.of(ListKind.TOOLS, tools, all, call.dialect()));
    });
  }

  private static RawJson standIn(SessionProvider provider, ProviderList.Failure failure) {
    String description =
      "The tools of this provider are currently unavailable (" +
      failure.code() +
      ": " +
      failure.message() +
      "). Call this tool without arguments to retry.";
    return RawObject.EMPTY.with("name", new ToolName(PLACEHOLDER, provider.tag()).wire())
      .with("description", description)
      .with("inputSchema", RawObject.EMPTY.with("type", "object"))
      .json();
  }

  Mono<RpcMessage.Response> call(McpCall call) {
    String name = call.required("name");
    boolean structured = call
      .params()
      .find("arguments")
      .map(arguments -> arguments.isObject() || arguments.isNull())
      .orElse(true);
    if (!structured) {
      throw McpError.invalidParams("The arguments of a tool are an object");
    }
    Optional<SessionNames.Named> standIn = TaggedNames.literal(names.providers(call.caller()), name).filter(tool ->
      tool.key().equals(PLACEHOLDER)
    );
    if (standIn.isPresent()) {
      return retried(call, standIn.get().provider());
    }
    return names
      .resolve(call.caller(), ListKind.TOOLS, name)
      .switchIfEmpty(Mono.error(() -> SessionNames.unknown(call.request(), name)))
      .flatMap(tool -> called(call, tool));
  }

  private Mono<RpcMessage.Response> called(McpCall call, SessionNames.Named tool) {
    McpCaller caller = call.caller();
    CallRequest request = new CallRequest(
      caller.tenant(),
      caller.actor(),
      caller.requestId(),
      caller.session(),
      new ToolName(tool.key(), tool.provider().tag()),
      call.params(),
      conversations.of(call, tool.provider())
    );
    return calls
      .call(request)
      .map(FinishedCall::response)
      .map(response -> call.uris().response(response, tool.provider()))
      .map(call::response)
      .onErrorResume(ApiException.class, e -> setUp(call, tool.provider(), e.code(), Mono.error(() -> McpError.of(e))));
  }

  private Mono<RpcMessage.Response> retried(McpCall call, SessionProvider provider) {
    return lists.list(call.caller(), provider, ListKind.TOOLS, call.client().quiet()).flatMap(list -> {
      ProviderList.Failure failure = list.failure();
      Mono<RpcMessage.Response> answer = Mono.fromSupplier(() -> call.result(availability(failure)));
      return failure == null ? answer : setUp(call, provider, ErrorCode.ofWire(failure.code()), answer);
    });
  }

  /** {@return the links by which the user resolves the error; otherwise the other answer} */
  private Mono<RpcMessage.Response> setUp(
    McpCall call,
    SessionProvider provider,
    ErrorCode code,
    Mono<RpcMessage.Response> otherwise
  ) {
    return connections
      .missing(call.caller().requester(), provider, code)
      .flatMap(links -> links.isEmpty() ? otherwise : SetUpAnswers.of(call, links));
  }

  private static RawObject availability(ProviderList.@Nullable Failure failure) {
    String text =
      failure == null
        ? "The provider is reachable again: list the tools to see its current tools."
        : failure.code() + ": " + failure.message();
    RawJson content = RawObject.EMPTY.with("type", "text").with("text", text).json();
    return RawObject.EMPTY.with("content", RawJson.array(List.of(content))).with(
      "isError",
      RawJson.bool(failure != null)
    );
  }
}
