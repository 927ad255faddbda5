package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.testing.ConnectProxy;
import io.keyfold.platform.vault.Secret;
import io.keyfold.session.catalogue.Injection;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.KeyedMcpServer;
import io.keyfold.session.testing.McpMessages;
import io.keyfold.session.testing.TestUpstreams;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.util.unit.DataSize;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

@ExtendWith(OutputCaptureExtension.class)
class UpstreamClientsIT {

  private static final String CANARY = "canary-7f3a9c1e5b";
  private static final ServerRequest ECHO = McpMessages.call("echo", "{}");
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final AtomicReference<String> key = new AtomicReference<>(CANARY);
  private final UpstreamClients clients = clients(true);

  private UpstreamClients clients(boolean allowPrivate) {
    return clients(new EgressPolicy(new EgressProperties(allowPrivate)));
  }

  private UpstreamClients clients(EgressPolicy policy) {
    UpstreamProperties properties = TestUpstreams.properties(
      new TestUpstreams.Times(
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(3),
        Duration.ofSeconds(30)
      ),
      DataSize.ofKilobytes(64),
      DataSize.ofMegabytes(1)
    );
    return new UpstreamClients(
      properties,
      policy,
      (tenant, config) -> Mono.just(Credential.of(Secret.ofText("{\"token\":\"" + key.get() + "\"}"))),
      Clock.systemUTC(),
      new SimpleMeterRegistry()
    );
  }

  @AfterEach
  void tearDown() {
    clients.close();
  }

  @Test
  void theCredentialIsInjectedWhereTheProviderRequiresIt() {
    Injection header = new Injection(Injection.Place.HEADER, "X-Api-Key", "token", "");
    Injection query = new Injection(Injection.Place.QUERY, "api_key", "token", "");
    try (
      var one = KeyedMcpServer.bearer(CANARY);
      var two = KeyedMcpServer.header("X-Api-Key", CANARY);
      var three = KeyedMcpServer.query("api_key", CANARY)
    ) {
      assertThat(McpMessages.text(call(one, Fixtures.BEARER))).isEqualTo("hello");
      assertThat(McpMessages.text(call(two, header))).isEqualTo("hello");
      assertThat(McpMessages.text(call(three, query))).isEqualTo("hello");
    }
  }

  @Test
  void theProvidersToolsAreListed() {
    try (var server = KeyedMcpServer.bearer(CANARY)) {
      assertThat(tools(server)).extracting(McpServers.Item::name).contains("echo", "fail", "slow");
    }
  }

  @Test
  void aToolFailureIsARegularResponse() {
    try (var server = KeyedMcpServer.bearer(CANARY)) {
      RpcMessage.Response answer = call(target(server.url(), 1, Fixtures.BEARER), "fail");
      assertThat(answer).isInstanceOfSatisfying(RpcMessage.Result.class, result ->
        assertThat(result.members().find("isError")).hasValueSatisfying(RawJson::isTrue)
      );
    }
  }

  @Test
  void anUnknownToolIsARegularResponse() {
    try (var server = KeyedMcpServer.bearer(CANARY)) {
      RpcMessage.Response answer = call(target(server.url(), 1, Fixtures.BEARER), "nope");
      assertThat(answer).isInstanceOf(RpcMessage.Fault.class);
    }
  }

  @Test
  @Tag("promise-3")
  void aRotatedCredentialIsInEffectForTheNextCall() {
    try (var server = KeyedMcpServer.bearer(CANARY)) {
      call(target(server.url(), 1, Fixtures.BEARER), "echo");
      server.rotate("second-key");
      key.set("second-key");
      call(target(server.url(), 2, Fixtures.BEARER), "echo");
      assertThat(server.calls()).containsExactly(CANARY, "second-key");
    }
  }

  @Test
  void failuresHaveDistinctErrorCodes() {
    try (var server = KeyedMcpServer.bearer("another key")) {
      assertFails(ErrorCode.PROVIDER_REFUSED_CREDENTIAL, () -> call(server, Fixtures.BEARER));
    }
    assertFails(ErrorCode.PROVIDER_UNREACHABLE, () ->
      call(target("http://127.0.0.1:1/mcp", 1, Fixtures.BEARER), "echo")
    );
    assertFails(ErrorCode.PROVIDER_UNREACHABLE, () ->
      call(target("http://nowhere.invalid/mcp", 1, Fixtures.BEARER), "echo")
    );
    try (var server = KeyedMcpServer.bearer(CANARY)) {
      assertFails(ErrorCode.PROVIDER_TIMEOUT, () -> call(target(server.url(), 1, Fixtures.BEARER), "slow"));
      assertFails(ErrorCode.PROVIDER_ERROR, () -> call(target(server.url(), 1, Fixtures.BEARER), "big"));
    }
  }

  @Test
  void anInvalidOrAbortedResponseFailsImmediately() {
    for (String body : List.of("<html>", "{}", "")) {
      DisposableServer server = HttpServer.create()
        .host("127.0.0.1")
        .port(0)
        .handle((request, response) ->
          response.header("Content-Type", "application/json").sendString(Mono.just(body)).then()
        )
        .bindNow();
      assertFails(ErrorCode.PROVIDER_ERROR, () -> call(target(url(server), 1, Fixtures.BEARER), "echo"));
      server.disposeNow();
    }
  }

  @Test
  @Tag("promise-4")
  void aRedirectIsNotFollowed() {
    try (var elsewhere = KeyedMcpServer.bearer(CANARY)) {
      DisposableServer server = HttpServer.create()
        .host("127.0.0.1")
        .port(0)
        .handle((request, response) -> response.status(307).header("Location", elsewhere.url()).send())
        .bindNow();
      assertFails(ErrorCode.PROVIDER_ERROR, () -> call(target(url(server), 1, Fixtures.BEARER), "echo"));
      assertThat(elsewhere.calls()).isEmpty();
      server.disposeNow();
    }
  }

  @Test
  void aForbiddenAddressIsNotConnectedTo() {
    try (var strict = clients(false); var server = KeyedMcpServer.bearer(CANARY)) {
      // Names such as localtest.me pass the check of the URL's text, so the connection itself is checked.
      assertFails(ErrorCode.PROVIDER_UNREACHABLE, () ->
        strict.request(target(server.url(), 1, Fixtures.BEARER), ECHO, Conversation.SILENT).block(BOUND)
      );
      assertThat(server.calls()).isEmpty();
    }
  }

  @Test
  void callsGoThroughTheEgressProxyWhoseFailuresAreNotTheProviders() {
    try (
      var server = KeyedMcpServer.bearer(CANARY);
      var proxy = ConnectProxy.toLoopback();
      var refusing = ConnectProxy.replying(request -> new ConnectProxy.Reply.Status(407));
      var through = clients(proxy.policy());
      var refused = clients(refusing.policy())
    ) {
      Target target = target(server.url(), 1, Fixtures.BEARER);
      through.request(target, ECHO, Conversation.SILENT).block(BOUND);
      assertThat(server.calls()).containsExactly(CANARY);
      assertThat(proxy.targets()).isNotEmpty().containsOnly(URI.create(server.url()).getAuthority());
      assertThatThrownBy(() -> refused.request(target, ECHO, Conversation.SILENT).block(BOUND)).hasMessage(
        "The provider was not called: the egress proxy rejected Keyfold's user name and password (HTTP 407)"
      );
    }
  }

  @Test
  @Tag("promise-4")
  void anEchoedCredentialIsRedactedInResults() {
    try (var server = KeyedMcpServer.bearer(CANARY)) {
      assertThat(McpMessages.text(call(target(server.url(), 1, Fixtures.BEARER), "show_key"))).isEqualTo(
        "you sent [redacted]"
      );
    }
  }

  @Test
  @Tag("promise-4")
  void anEchoedCredentialIsRedactedInTools() {
    try (var server = KeyedMcpServer.bearer(CANARY)) {
      assertThat(tools(server))
        .extracting(tool -> tool.json().text("description").orElse(""))
        .contains("Tool show_key of [redacted]");
    }
  }

  @Test
  void aTenantAtItsShareOfConcurrentCallsIsRejectedAndOthersAreServed() {
    try (var server = KeyedMcpServer.bearer(CANARY)) {
      TenantId other = new TenantId("tnt_two");
      List<Disposable> slow = Stream.of("spr_1", "spr_2")
        .map(id -> new Target(Fixtures.TENANT, id, Fixtures.resolved(server.url(), 1, Fixtures.BEARER)))
        .map(target ->
          clients.request(target, McpMessages.call("slow", "{}"), Conversation.SILENT).subscribe(answer -> {}, e -> {})
        )
        .toList();

      assertThatThrownBy(() ->
        clients.request(target(server.url(), 1, Fixtures.BEARER), ECHO, Conversation.SILENT).block(BOUND)
      ).isInstanceOfSatisfying(ApiException.class, e -> {
        assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(e.text()).contains("tenant", "share");
      });
      Target others = new Target(other, "spr_3", Fixtures.resolved(server.url(), 1, Fixtures.BEARER));
      assertThat(McpMessages.text(call(others, "echo"))).isEqualTo("hello");
      slow.forEach(Disposable::dispose);
    }
  }

  @Test
  @Tag("promise-4")
  void theCredentialIsInNoLogOrError(CapturedOutput output) {
    Injection query = new Injection(Injection.Place.QUERY, "api_key", "token", "");
    try (
      var refusing = KeyedMcpServer.query("api_key", "another");
      var serving = KeyedMcpServer.query("api_key", CANARY)
    ) {
      for (Target target : List.of(
        target(refusing.url(), 1, query),
        target("http://127.0.0.1:1/mcp", 1, query),
        target(serving.url(), 1, query)
      )) {
        for (String tool : List.of("echo", "slow", "big", "nope")) {
          try {
            call(target, tool);
          } catch (ProviderFailure e) {
            assertThat(trace(e)).doesNotContain(CANARY);
          }
        }
      }
    }
    assertThat(output.getAll()).doesNotContain(CANARY);
  }

  private static String trace(Throwable e) {
    java.io.StringWriter trace = new java.io.StringWriter();
    e.printStackTrace(new java.io.PrintWriter(trace));
    return trace.toString();
  }

  private RpcMessage.Response call(KeyedMcpServer server, Injection injection) {
    return call(target(server.url(), 1, injection), "echo");
  }

  private RpcMessage.Response call(Target target, String tool) {
    return Objects.requireNonNull(
      clients.request(target, McpMessages.call(tool, "{'message':'hello'}"), Conversation.SILENT).block(BOUND)
    );
  }

  private List<McpServers.Item> tools(KeyedMcpServer server) {
    return Objects.requireNonNull(
      clients.list(target(server.url(), 1, Fixtures.BEARER), ListKind.TOOLS, Conversation.SILENT).block(BOUND)
    ).items();
  }

  private static Target target(String url, long version, Injection injection) {
    return new Target(Fixtures.TENANT, "spr_" + url.hashCode(), Fixtures.resolved(url, version, injection));
  }

  private static String url(DisposableServer server) {
    return "http://127.0.0.1:" + server.port() + "/mcp";
  }

  private static void assertFails(ErrorCode code, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOfSatisfying(ProviderFailure.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
