package io.keyfold.session.testing;

import com.jayway.jsonpath.JsonPath;
import io.keyfold.authconfig.commands.CreateSetupSession;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.deployment.events.ApiKeyCreated;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.ledger.events.LedgerEvent;
import io.keyfold.ledger.signals.BudgetsEvaluated;
import io.keyfold.platform.access.AccessConfiguration;
import io.keyfold.platform.access.AccessFold;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.access.Scopes;
import io.keyfold.platform.completeness.Completeness;
import io.keyfold.platform.completeness.WatermarksView;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.log.signal.SignalLog;
import io.keyfold.platform.testing.FakeFingerprint;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.MapView;
import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.web.RequestFingerprint;
import io.keyfold.platform.web.WebConfiguration;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import io.keyfold.session.budgets.BudgetsFold;
import io.keyfold.session.budgets.LedgerSigns;
import io.keyfold.session.calls.ToolCalls;
import io.keyfold.session.catalogue.CatalogueFold;
import io.keyfold.session.commands.ClaimToolCall;
import io.keyfold.session.commands.SessionCommand;
import io.keyfold.session.configs.ConfigsFold;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.credentials.CredentialOpener;
import io.keyfold.session.credentials.CredentialsFold;
import io.keyfold.session.credentials.FallbackReports;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.secrets.SecretsFold;
import io.keyfold.session.sessions.Session;
import io.keyfold.session.sessions.SessionDecider;
import io.keyfold.session.sessions.SessionsFold;
import io.keyfold.session.setups.PagesHostFold;
import io.keyfold.session.setups.PendingSetupsFold;
import io.keyfold.session.upstream.McpServers;
import io.keyfold.session.usage.CallCounts;
import io.keyfold.session.usage.ToolCallLog;
import io.keyfold.session.usage.UsageSpool;
import io.keyfold.session.usage.view.ViewedCallCounts;
import io.keyfold.session.usage.view.ViewedToolCalls;
import io.keyfold.usage.SpoolWatermark;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.boot.web.context.reactive.AnnotationConfigReactiveWebApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The service's HTTP edge over in-memory logs, with two tenants that each have a key with every scope. */
public final class SessionApi implements AutoCloseable {

  /** Another tenant. */
  public static final TenantId THEM = new TenantId("tnt_two");

  /** The key of {@link Fixtures#TENANT}. */
  public static final String KEY = "kf_sk_0123456789012345678901234567890";

  /** The key of {@link #THEM}. */
  public static final String THEIR_KEY = "kf_sk_9876543210987654321098765432109";

  /** The value of every credential. */
  public static final String CANARY = "canary-7f3a9c1e5b";

  private final MapView deployments = new MapView();
  private final MapView authConfigs = new MapView();
  private final MapView budgets = new MapView();
  private final MemorySignals ledgerSignals = new MemorySignals();
  private final InMemoryLog<SessionCommand, SessionEvent> sessions = new InMemoryLog<>(
    SessionCommand.class,
    new SessionDecider(),
    List.of(new SecretsFold(), new SessionsFold())
  );
  private final MemorySpool spool = new MemorySpool();
  private final AtomicReference<Mono<?>> between = new AtomicReference<>(Mono.empty());
  private final AtomicReference<Mono<Void>> watermarksEnd = new AtomicReference<>(Mono.empty());
  private final MapView watermarks = new MapView(Mono.defer(watermarksEnd::get));
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<String> fallbacks = new CopyOnWriteArrayList<>();
  private final GrantLog grants = new GrantLog();
  private final SetupLog setups = new SetupLog(authConfigs);
  private final HastyClock clock = new HastyClock();
  private CredentialOpener opener = opener();
  private final AnnotationConfigReactiveWebApplicationContext context =
    new AnnotationConfigReactiveWebApplicationContext();

  /** Creates an edge that calls tools at these servers. */
  public SessionApi(McpServers servers) {
    this(servers, new MemorySignals());
  }

  /** Creates an edge that calls tools at these servers and passes signals to others. */
  public SessionApi(McpServers servers, SignalLog signals) {
    given(key(Fixtures.TENANT, KEY, Scopes.ALL), key(THEM, THEIR_KEY, Scopes.ALL));
    context.registerBean("deploymentsView", View.class, () -> deployments);
    context.registerBean("authConfigsView", View.class, () -> authConfigs);
    context.registerBean("sessionsView", View.class, () -> sessions);
    context.registerBean("tokensView", View.class, grants::view);
    context.registerBean("authConfigCommands", CommandLog.class, this::authConfigCommands);
    context.registerBean("budgetsView", View.class, () -> budgets);
    context.registerBean(LedgerSigns.class, () -> new LedgerSigns(ledgerSignals));
    context.registerBean("logScheduler", Scheduler.class, Schedulers::immediate);
    context.registerBean(SignalLog.class, () -> signals);
    context.registerBean(
      Writer.class,
      () -> (request, command) ->
        sessions.write(request, () -> command.get().delayUntil(made -> between.getAndSet(Mono.empty())))
    );
    context.registerBean(UsageSpool.class, () -> spool);
    context.registerBean("usageRecordsView", View.class, spool::view);
    context.registerBean(ToolCallLog.class, () -> new ViewedToolCalls(spool.view()));
    context.registerBean(Completeness.class, () -> new Completeness(Map::of, watermarks, clock));
    context.registerBean(CallCounts.class, () -> new ViewedCallCounts(spool.view()));
    context.registerBean(McpServers.class, () -> servers);
    context.registerBean(DerivedSecrets.class, TestVaults::keyset);
    context.registerBean(CredentialOpener.class, () -> (tenant, config) -> opener.open(tenant, config));
    context.registerBean(MeterRegistry.class, () -> meters);
    context.registerBean(
      FallbackReports.class,
      () -> (tenant, id, refused, used) -> fallbacks.add(refused + " -> " + used)
    );
    context.registerBean(RequestFingerprint.class, FakeFingerprint::new);
    context.registerBean(Clock.class, () -> clock);
    context.register(Edge.class);
    for (String part : List.of(
      "resolve",
      "connect",
      "secrets",
      "sessions",
      "tokens",
      "budgets",
      "calls",
      "resolutions",
      "mcp"
    )) {
      context.scan("io.keyfold.session." + part);
    }
    context.refresh();
  }

  /** {@return an opener whose credentials are all {@link #CANARY}} */
  public static CredentialOpener opener() {
    return (tenant, config) -> Mono.just(Credential.of(Secret.ofText("{\"token\":\"" + CANARY + "\"}")));
  }

  /** Uses this opener from now on. */
  public void opening(CredentialOpener how) {
    opener = how;
  }

  /** Appends events of deployments, providers and keys to the log. */
  public SessionApi given(DeploymentEvent... events) {
    deployments.apply(new AccessFold(), List.of(events)).apply(new CatalogueFold(), List.of(events));
    return this;
  }

  /** {@return the tokens of grants, and the refreshes that calls start} */
  public GrantLog grants() {
    return grants;
  }

  /** {@return the setup sessions that calls start} */
  public SetupLog setups() {
    return setups;
  }

  private CommandLog authConfigCommands() {
    return command -> command instanceof CreateSetupSession ? setups.append(command) : grants.append(command);
  }

  /** Appends events of auth configs to the log. */
  public SessionApi given(AuthConfigEvent... events) {
    authConfigs
      .apply(new ConfigsFold(), List.of(events))
      .apply(new CredentialsFold(), List.of(events))
      .apply(new PendingSetupsFold(), List.of(events))
      .apply(new PagesHostFold(), List.of(events));
    return this;
  }

  /** Appends events of budgets to the log. */
  public SessionApi given(LedgerEvent... events) {
    budgets.apply(new BudgetsFold(), List.of(events));
    return this;
  }

  /** Sends a sign that budgets are evaluated. */
  public void evaluated(Instant at) {
    ledgerSignals.send("ledger", "budgets", at, new BudgetsEvaluated(at));
  }

  /** Claims a tool call as another instance would for the request, without making the call. */
  public void claimed(String id, Instant at, String idempotencyKey, String body) {
    String hash = new FakeFingerprint().of("POST", "/tool-calls", body.getBytes(StandardCharsets.UTF_8));
    Actor actor = new Actor(ActorType.API_KEY, "apk_1");
    WriteRequest write = new WriteRequest(Fixtures.TENANT, actor, "req_1", at, idempotencyKey, hash, null);
    String session = JsonPath.read(body, "$.session_id");
    sessions.write(write, () -> Mono.just(new ClaimToolCall(write.meta(id), session, "search_00000"))).block();
  }

  /** Sets the completeness watermark of usage. */
  public void completeUntil(Instant until) {
    SpoolWatermark mark = new SpoolWatermark("usp_1", until, Map.of());
    watermarks.apply(
      (SpoolWatermark it, State before) -> new WatermarksView().apply(it.getSpoolId(), it, before),
      List.of(mark)
    );
  }

  /** Advances the edge's clock. */
  public void advance(Duration by) {
    clock.advance(by);
  }

  /** {@return the tool calls of the edge} */
  public ToolCalls toolCalls() {
    return context.getBean(ToolCalls.class);
  }

  /** {@return the session} */
  public Session session(String id) {
    return sessions.find(Session.key(Fixtures.TENANT, id)).orElseThrow();
  }

  /** Runs an action once, after the next command is created and before it is decided. */
  public void beforeTheNextDecision(Mono<?> what) {
    between.set(what);
  }

  /** Makes the watermarks view report that it has caught up when this completes. */
  public void watermarksBehind(Mono<Void> until) {
    watermarksEnd.set(until);
  }

  /** {@return the creation of a key} */
  public static ApiKeyCreated key(TenantId tenant, String key, List<String> scopes) {
    return ApiKeyCreated.newBuilder()
      .setMeta(Events.meta(tenant, "apk_" + key.hashCode(), 1))
      .setKeySha256(ApiKeySecret.chosen(key).sha256())
      .setRedacted("kf_s...")
      .setScopes(scopes)
      .build();
  }

  /** {@return the reported fallbacks, as {@code refused -> used}} */
  public List<String> fallbacks() {
    return List.copyOf(fallbacks);
  }

  /** {@return the metrics} */
  public MeterRegistry meters() {
    return meters;
  }

  /** {@return the spool} */
  public MemorySpool spool() {
    return spool;
  }

  /** Appends session events to the log, as another instance wrote them. */
  public SessionApi given(List<SessionEvent> events) {
    sessions.given(events);
    return this;
  }

  /** {@return the session events so far} */
  public List<SessionEvent> events() {
    return sessions.events();
  }

  /** {@return a client with the key; empty for none} */
  public WebTestClient client(String key) {
    WebTestClient.Builder builder = WebTestClient.bindToApplicationContext(context)
      .configureClient()
      .baseUrl("http://keyfold.test")
      .responseTimeout(Duration.ofSeconds(20));
    return key.isEmpty() ? builder.build() : builder.defaultHeader("Authorization", "Bearer " + key).build();
  }

  /** Serves the edge on its own port until the result is disposed. */
  public DisposableServer serve() {
    HttpHandler handler = WebHttpHandlerBuilder.applicationContext(context).build();
    return HttpServer.create().host("127.0.0.1").port(0).handle(new ReactorHttpHandlerAdapter(handler)).bindNow();
  }

  @Override
  public void close() {
    context.close();
  }

  /** Not a {@code @Configuration}: the service's component scan must not find it. */
  @EnableWebFlux
  @Import({ WebConfiguration.class, AccessConfiguration.class })
  static class Edge {}
}
