package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import io.keyfold.client.ApiClient;
import io.keyfold.client.ApiException;
import io.keyfold.client.JSON;
import io.keyfold.client.api.AuthConfigsApi;
import io.keyfold.client.api.CustomProvidersApi;
import io.keyfold.client.api.McpApi;
import io.keyfold.client.api.ProviderDeploymentsApi;
import io.keyfold.client.api.ProviderDeploymentsApi.APIListProviderDeploymentsRequest;
import io.keyfold.client.api.ProviderDeploymentsApi.APIUpdateProviderDeploymentRequest;
import io.keyfold.client.api.SessionsApi;
import io.keyfold.client.api.TenantsApi;
import io.keyfold.client.api.ToolCallsApi;
import io.keyfold.client.api.UsageApi;
import io.keyfold.client.api.UsageApi.APIGetUsageRequest;
import io.keyfold.client.model.AuthConfig;
import io.keyfold.client.model.AuthMethodDefinition;
import io.keyfold.client.model.CreateAuthConfig;
import io.keyfold.client.model.CreateCustomProvider;
import io.keyfold.client.model.CreateDeployment;
import io.keyfold.client.model.CreateSession;
import io.keyfold.client.model.CreateTenant;
import io.keyfold.client.model.CreateToolCall;
import io.keyfold.client.model.Deployment;
import io.keyfold.client.model.DeploymentList;
import io.keyfold.client.model.Error;
import io.keyfold.client.model.ErrorCode;
import io.keyfold.client.model.InjectionDefinition;
import io.keyfold.client.model.McpMessage;
import io.keyfold.client.model.McpMessageId;
import io.keyfold.client.model.Session;
import io.keyfold.client.model.SessionProviderDefinition;
import io.keyfold.client.model.ToolCall;
import io.keyfold.client.model.UpdateDeployment;
import io.keyfold.client.model.UsageItem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A program that knows Keyfold only by the generated client. */
@ExtendWith(RunningKeyfold.class)
class ClientIT {

  private static final String KEY = "vendor-key-of-the-client";
  private static final Duration BOUND = Duration.ofSeconds(30);

  private final KeyedMcpServer vendor = KeyedMcpServer.start(KEY);
  private ApiClient client;
  private ProviderDeploymentsApi deployments;
  private String provider;

  @BeforeEach
  void aTenantWithAProvider(Keyfold keyfold) throws ApiException {
    TenantsApi tenants = new TenantsApi(client(keyfold, keyfold.key()));
    String key = tenants.createTenant(new CreateTenant().name("Acme Corp"), null, null, null).getApiKey().getSecret();
    client = client(keyfold, Objects.requireNonNull(key));
    deployments = new ProviderDeploymentsApi(client);
    provider = new CustomProvidersApi(client).createCustomProvider(provider(), null, null, null).getId();
  }

  @AfterEach
  void close() {
    vendor.close();
  }

  @Test
  @Tag("promise-3")
  void aToolIsCalledWithTheTenantsCredentialAndCounted() throws ApiException {
    Deployment deployment = deployment("Acme");
    AuthConfig authConfig = new AuthConfigsApi(client).createProviderAuthConfig(
      new CreateAuthConfig()
        .providerAuthMethodId("api_key")
        .providerDeploymentId(deployment.getId())
        .value(Map.of("api_key", KEY)),
      null,
      null,
      null
    );
    Session session = new SessionsApi(client).createSession(
      new CreateSession().addProvidersItem(new SessionProviderDefinition().providerDeploymentId(deployment.getId())),
      null,
      null,
      null
    );

    ToolCall call = new ToolCallsApi(client).createToolCall(
      new CreateToolCall().sessionId(session.getId()).toolId(toolOf(session)).input(Map.of("text", "hello")),
      "call-1",
      null,
      null
    );

    assertThat(call.getStatus()).isEqualTo("succeeded");
    assertThat(call.getSessionId()).isEqualTo(session.getId());
    assertThat(String.valueOf(call.getOutput())).contains("you said hello");
    assertThat(vendor.keysOfCalls()).containsExactly(KEY);
    UsageItem usage = awaitUsage(deployment);
    assertThat(usage.getProviderAuthConfigId()).isEqualTo(authConfig.getId());
    assertThat(usage.getQuantity()).isEqualTo("1");
    assertThat(usage.getOutcomeUnknown()).isZero();
  }

  @Test
  void aChangeTellsNullFromWhatIsLeftOut() throws ApiException {
    Deployment deployment = deployments.createProviderDeployment(
      new CreateDeployment().providerId(provider).name("Acme").metadata(Map.of("team", "search")),
      null,
      null,
      null
    );

    Deployment described = update(deployment, new UpdateDeployment().description("For support"));
    assertThat(described.getDescription()).isEqualTo("For support");
    assertThat(described.getMetadata()).isEqualTo(Map.of("team", "search"));

    Deployment without = update(deployment, new UpdateDeployment().metadata(null));
    assertThat(without.getDescription()).isEqualTo("For support");
    assertThat(without.getMetadata()).isNullOrEmpty();
    assertThat(without.getName()).isEqualTo("Acme");
  }

  @Test
  void aListIsFilteredAndReadPageByPage() throws ApiException {
    String first = deployment("One").getId();
    String second = deployment("Two").getId();
    String third = deployment("Three").getId();
    deployments.archiveProviderDeployment(third, null, null, null);

    DeploymentList page = page(null);
    DeploymentList rest = page(page.getItems().getLast().getId());

    assertThat(page.getItems()).extracting(Deployment::getId).containsExactly(first);
    assertThat(page.getPagination().getHasMoreAfter()).isTrue();
    assertThat(rest.getItems()).extracting(Deployment::getId).containsExactly(second);
    assertThat(rest.getPagination().getHasMoreAfter()).isFalse();
  }

  @Test
  void anErrorHasItsCodeAndItsFields() throws JsonProcessingException {
    Error missing = error(() -> deployments.getProviderDeployment("pdp_none", null, null, null));
    Error refused = error(() -> deployments.createProviderDeployment(new CreateDeployment(), null, null, null));

    assertThat(missing.getCode()).isEqualTo(ErrorCode.NOT_FOUND);
    assertThat(missing.getStatus()).isEqualTo(404);
    assertThat(refused.getCode()).isEqualTo(ErrorCode.INVALID_DATA);
    assertThat(refused.getErrors()).anySatisfy(field -> assertThat(field.getPath()).containsExactly("provider_id"));
  }

  private static ApiClient client(Keyfold keyfold, String key) {
    ApiClient client = new ApiClient();
    client.updateBaseUri(keyfold.url());
    client.setReadTimeout(BOUND);
    client.setRequestInterceptor(request -> request.header("Authorization", "Bearer " + key));
    return client;
  }

  private CreateCustomProvider provider() {
    AuthMethodDefinition method = new AuthMethodDefinition()
      .key("api_key")
      .type(AuthMethodDefinition.TypeEnum.TOKEN)
      .name("API key")
      .addInjectionsItem(
        new InjectionDefinition()
          .place(InjectionDefinition.PlaceEnum.HEADER)
          .name(KeyedMcpServer.HEADER)
          .property("api_key")
      );
    return new CreateCustomProvider().name("Vendor").mcpUrl(vendor.url()).addAuthMethodsItem(method);
  }

  private Deployment deployment(String name) throws ApiException {
    return deployments.createProviderDeployment(
      new CreateDeployment().providerId(provider).name(name),
      null,
      null,
      null
    );
  }

  private Deployment update(Deployment deployment, UpdateDeployment changes) throws ApiException {
    return deployments.updateProviderDeployment(
      APIUpdateProviderDeploymentRequest.newBuilder().id(deployment.getId()).updateDeployment(changes).build()
    );
  }

  private DeploymentList page(@Nullable String after) throws ApiException {
    return deployments.listProviderDeployments(
      APIListProviderDeploymentsRequest.newBuilder()
        .providerId(List.of(provider))
        .status(List.of("active"))
        .order("asc")
        .limit(1)
        .after(after)
        .build()
    );
  }

  /** The client does not know what a tool's list looks like; MCP says it. */
  private String toolOf(Session session) throws ApiException {
    Map<String, Object> tools = new McpApi(client)
      .sendMcp(
        session.getId(),
        new McpMessage().jsonrpc(McpMessage.JsonrpcEnum._2_0).id(new McpMessageId(1)).method("tools/list"),
        null
      )
      .getResult();
    JsonNode result = JsonMapper.shared().valueToTree(tools);
    return result.path("tools").path(0).path("name").asString();
  }

  private UsageItem awaitUsage(Deployment deployment) {
    UsageApi usage = new UsageApi(client);
    APIGetUsageRequest request = APIGetUsageRequest.newBuilder()
      .providerDeploymentId(List.of(deployment.getId()))
      .granularity("total")
      .groupBy(List.of("auth_config"))
      .build();
    return Awaitility.await()
      .atMost(BOUND)
      .until(
        () ->
          usage
            .getUsage(request)
            .getItems()
            .stream()
            .filter(item -> item.getMeter().equals("tool_calls"))
            .findFirst(),
        item -> item.isPresent() && item.get().getSucceeded() == 1
      )
      .orElseThrow();
  }

  /** A request of the client. */
  @FunctionalInterface
  private interface Use {
    void run() throws ApiException;
  }

  private static Error error(Use use) throws JsonProcessingException {
    ApiException refused = catchThrowableOfType(ApiException.class, use::run);
    return JSON.getDefault().getMapper().readValue(refused.getResponseBody(), Error.class);
  }
}
