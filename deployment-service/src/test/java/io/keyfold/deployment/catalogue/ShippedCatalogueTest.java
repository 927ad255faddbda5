package io.keyfold.deployment.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.deployment.provider.AuthMethod;
import io.keyfold.deployment.provider.CallLimits;
import io.keyfold.deployment.provider.OAuthSettings;
import io.keyfold.deployment.provider.Provider;
import io.keyfold.deployment.provider.ProviderAvro;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.egress.EgressProperties;
import io.keyfold.platform.web.InputSchema;
import io.keyfold.schema.ClientAuthMethod;
import io.keyfold.schema.InjectionPlace;
import io.keyfold.schema.PkceMethod;
import io.keyfold.schema.RefreshTokenKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.mock.env.MockEnvironment;
import tools.jackson.databind.json.JsonMapper;

class ShippedCatalogueTest {

  private static final JsonMapper JSON = JsonMapper.shared();
  private static final EgressPolicy PUBLIC = new EgressPolicy(new EgressProperties(false));

  @TempDir
  private Path folder = Path.of("");

  @Test
  void theShippedCatalogueContainsThePromisedProviders() {
    List<Provider> catalogue = shipped();
    assertThat(catalogue)
      .extracting(Provider::id)
      .contains(
        "prv_slack",
        "prv_github",
        "prv_google",
        "prv_notion",
        "prv_linear",
        "prv_exa",
        "prv_brave",
        "prv_tavily"
      );
    assertThat(methods(catalogue))
      .extracting(AuthMethod::id)
      .contains(
        "pam_slack_oauth",
        "pam_github_oauth",
        "pam_google_oauth",
        "pam_notion_oauth",
        "pam_linear_oauth",
        "pam_exa_api_key",
        "pam_brave_api_key",
        "pam_tavily_api_key"
      )
      .doesNotHaveDuplicates();
    assertThat(catalogue).allSatisfy(provider -> assertThat(provider.mcpUrl()).startsWith("https://"));
    assertThat(catalogue).extracting(Provider::versionId).doesNotHaveDuplicates();
    assertThat(catalogue).allSatisfy(provider ->
      assertThat(ProviderAvro.fromAvro(ProviderAvro.toAvro(provider))).isEqualTo(provider)
    );
  }

  @Test
  void everyMethodHasASchemaAndInjections() {
    assertThat(methods(shipped())).allSatisfy(method -> {
      assertThat(method.injections()).isNotEmpty();
      InputSchema.compile(JSON.readTree(method.inputSchema()));
    });
  }

  @Test
  void anInjectedObjectIsReportedWithFileAndField() throws IOException {
    write(
      "a.yaml",
      "id: prv_a",
      "slug: a",
      "name: A",
      "publisher: P",
      "mcp_url: https://a.example.com",
      "auth_methods:",
      "  - key: k",
      "    type: custom",
      "    input_schema: { type: object, properties: { account: { type: object } } }",
      "    injections:",
      "      - place: header",
      "        name: x-account",
      "        property: account"
    );
    assertThatThrownBy(() -> ShippedCatalogue.load(folder, new MockEnvironment()::resolvePlaceholders, PUBLIC))
      .isInstanceOf(CatalogueException.class)
      .hasMessageContaining("a.yaml: auth_methods.0.injections.0.property: Only strings");
  }

  @Test
  @Tag("promise-4")
  void onlyNonSecretPropertiesAreMarkedAsSuch() {
    AuthMethod slack = method("pam_slack_oauth");

    assertThat(open(slack.inputSchema())).containsExactlyInAnyOrder("client_id", "scopes");
    assertThat(open(Objects.requireNonNull(slack.outputSchema()))).containsExactlyInAnyOrder(
      "token_type",
      "expires_at",
      "scope"
    );
    assertThat(open(method("pam_exa_api_key").inputSchema())).isEmpty();
  }

  private static List<String> open(String schema) {
    return JSON.readTree(schema)
      .path("properties")
      .properties()
      .stream()
      .filter(property -> !property.getValue().path("secret").asBoolean(true))
      .map(Map.Entry::getKey)
      .toList();
  }

  @Test
  void theQuickStartOAuthAppAndAnApiKeyAreValid() {
    AuthMethod slack = method("pam_slack_oauth");
    InputSchema app = InputSchema.compile(JSON.readTree(slack.inputSchema()));
    assertThat(app.check(JSON.readTree("{\"client_id\":\"a\",\"client_secret\":\"b\"}"))).isEmpty();
    assertThat(app.check(JSON.readTree("{\"client_id\":\"a\"}"))).isNotEmpty();
    assertThat(slack.oauth()).isNotNull();

    AuthMethod exa = method("pam_exa_api_key");
    InputSchema key = InputSchema.compile(JSON.readTree(exa.inputSchema()));
    assertThat(key.check(JSON.readTree("{\"api_key\":\"k\"}"))).isEmpty();
    assertThat(key.check(JSON.readTree("{\"api_key\":\"\"}"))).isNotEmpty();
    assertThat(exa.injections()).containsExactly(
      new AuthMethod.Injection(InjectionPlace.HEADER, "x-api-key", "api_key", "")
    );
  }

  @Test
  void vendorsDepartFromTheStandardsAsDocumented() {
    OAuthSettings slack = oauth("pam_slack_oauth");
    OAuthSettings github = oauth("pam_github_oauth");
    OAuthSettings google = oauth("pam_google_oauth");
    OAuthSettings notion = oauth("pam_notion_oauth");

    assertThat(slack.tokens().scopePointer()).isEqualTo("/authed_user/scope");
    assertThat(slack.tokens().okPointer()).isEqualTo("/ok");
    assertThat(slack.tokens().errorCodes()).containsEntry("invalid_refresh_token", "invalid_grant");
    assertThat(slack.request().scopeSeparator()).isEqualTo(",");
    assertThat(github.tokens().errorCodes()).containsEntry("bad_refresh_token", "invalid_grant");
    assertThat(github.revocation().call())
      .extracting(OAuthSettings.Call::method, OAuthSettings.Call::url, OAuthSettings.Call::expectedStatus)
      .containsExactly("DELETE", "https://api.github.com/applications/{client_id}/token", 204);
    assertThat(google.request().parameters()).containsOnly(
      Map.entry("access_type", "offline"),
      Map.entry("prompt", "consent")
    );
    assertThat(google.tokens().refreshTokens()).isEqualTo(RefreshTokenKind.CONSTANT);
    assertThat(notion.clientAuth()).isEqualTo(ClientAuthMethod.CLIENT_SECRET_BASIC);
    assertThat(methods(shipped()))
      .extracting(AuthMethod::oauth)
      .filteredOn(Objects::nonNull)
      .allSatisfy(oauth -> {
        assertThat(oauth.pkce()).isEqualTo(PkceMethod.S256);
        assertThat(oauth.issuer()).startsWith("https://");
      });
  }

  @Test
  void aTypedKeyIsCheckedWhereTheVendorHasACheapCall() {
    assertThat(method("pam_slack_token").check()).isEqualTo(
      new AuthMethod.Check("POST", "https://slack.com/api/auth.test", 200, "/ok")
    );
    assertThat(method("pam_github_token").check()).isEqualTo(
      new AuthMethod.Check("GET", "https://api.github.com/user", 200, null)
    );
    assertThat(method("pam_exa_api_key").check()).isNull();
  }

  @Test
  void theSameFilesHaveTheSameVersions() {
    assertThat(shipped()).isEqualTo(shipped());
  }

  @Test
  void theOperatorsDirectoryAddsAndReplacesProviders() throws IOException {
    write("own.yaml", "id: prv_own", "slug: own", "name: Own", "publisher: Us", "mcp_url: https://own.example.com/mcp");
    write(
      "exa.yml",
      "id: prv_exa",
      "slug: exa",
      "name: Exa here",
      "publisher: Us",
      "mcp_url: https://exa.example.com/mcp"
    );
    write("readme.md", "not a provider");
    List<Provider> catalogue = ShippedCatalogue.load(folder, new MockEnvironment()::resolvePlaceholders, PUBLIC);
    assertThat(catalogue)
      .filteredOn(provider -> provider.id().equals("prv_exa"))
      .singleElement()
      .extracting(Provider::name)
      .isEqualTo("Exa here");
    assertThat(catalogue).extracting(Provider::id).contains("prv_own", "prv_slack");
  }

  @Test
  void aFileCanLimitTheCallsOfItsProvider() throws IOException {
    String[] lines = {
      "id: prv_own",
      "slug: own",
      "name: Own",
      "publisher: Us",
      "mcp_url: https://own.example.com/mcp",
      "limits: { call_timeout_seconds: 120, max_concurrent_calls: 5 }",
    };
    write("own.yaml", lines);
    Provider own = folder("prv_own");
    assertThat(own.limits()).isEqualTo(new CallLimits(120, null, 5));
    assertThat(ProviderAvro.fromAvro(ProviderAvro.toAvro(own))).isEqualTo(own);

    lines[5] = "limits: { call_timeout_seconds: 120, longest_call_seconds: 60 }";
    write("own.yaml", lines);
    assertThatThrownBy(() -> folder("prv_own")).hasMessageContaining("own.yaml: limits.longest_call_seconds: ");
    lines[5] = "limits: {}";
    write("own.yaml", lines);
    Provider none = folder("prv_own");
    lines[5] = "";
    write("own.yaml", lines);
    assertThat(folder("prv_own")).isEqualTo(none);
    assertThat(none.limits()).isNull();
  }

  private Provider folder(String id) {
    return ShippedCatalogue.load(folder, new MockEnvironment()::resolvePlaceholders, PUBLIC)
      .stream()
      .filter(provider -> provider.id().equals(id))
      .findFirst()
      .orElseThrow();
  }

  @Test
  void everyErrorIsReportedWithFileAndField() throws IOException {
    write("a.yaml", "id: slack", "slug: a", "name: A", "publisher: P", "mcp_url: https://a.example.com", "colour: red");
    write("b.yaml", "id: prv_b", "slug: b", "name: B", "publisher: P", "mcp_url: ftp://b.example.com");
    write(
      "c.yaml",
      "id: prv_c",
      "slug: c",
      "name: C",
      "publisher: P",
      "mcp_url: https://c.example.com",
      "auth_methods:",
      "  - key: k",
      "    type: token",
      "    injections:",
      "      - place: header",
      "        name: Host",
      "        property: token"
    );
    write("d.yaml", "id: [", "x");
    write("e.yaml", "id: prv_b2", "slug: b", "name: B", "publisher: P", "mcp_url: https://b.example.com");
    write("f.yaml", "id: prv_b2", "slug: b", "name: B", "publisher: P", "mcp_url: https://b.example.com");
    assertThatThrownBy(() -> ShippedCatalogue.load(folder, new MockEnvironment()::resolvePlaceholders, PUBLIC))
      .isInstanceOf(CatalogueException.class)
      .hasMessageContaining("a.yaml: id: ")
      .hasMessageContaining("a.yaml: colour: ")
      .hasMessageContaining("b.yaml: mcp_url: ")
      .hasMessageContaining("c.yaml: auth_methods.0.injections.0.name: ")
      .hasMessageContaining("d.yaml: not YAML")
      .hasMessageContaining("f.yaml: id: prv_b2 is also defined in another file");
  }

  @Test
  @Tag("promise-4")
  void plainHttpAndPrivateNetworksNeedTheOperatorsSetting() throws IOException {
    write("own.yaml", "id: prv_own", "slug: own", "name: Own", "publisher: Us", "mcp_url: http://10.0.0.7:3000/mcp");
    UnaryOperator<String> placeholders = new MockEnvironment()::resolvePlaceholders;
    assertThatThrownBy(() -> ShippedCatalogue.load(folder, placeholders, PUBLIC))
      .isInstanceOf(CatalogueException.class)
      .hasMessageContaining("own.yaml: mcp_url: The URL must begin with https://");
    EgressPolicy lenient = new EgressPolicy(new EgressProperties(true));
    assertThat(ShippedCatalogue.load(folder, placeholders, lenient))
      .extracting(Provider::id)
      .contains("prv_own");
  }

  @Test
  void aMissingDirectoryIsReported() {
    assertThatThrownBy(() ->
      ShippedCatalogue.load(folder.resolve("nowhere"), text -> text, PUBLIC)
    ).hasMessageContaining("keyfold.catalogue.directory");
  }

  @Test
  void anEndpointIsConfigurable() {
    MockEnvironment environment = new MockEnvironment().withProperty(
      "KEYFOLD_BRAVE_MCP_URL",
      "https://brave.example.com/"
    );
    assertThat(ShippedCatalogue.load(null, environment::resolvePlaceholders, PUBLIC))
      .filteredOn(provider -> provider.id().equals("prv_brave"))
      .singleElement()
      .extracting(Provider::mcpUrl)
      .isEqualTo("https://brave.example.com/");
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(folder.resolve(name), Stream.of(lines).toList());
  }

  private static AuthMethod method(String id) {
    return methods(shipped())
      .stream()
      .filter(method -> method.id().equals(id))
      .findFirst()
      .orElseThrow();
  }

  private static OAuthSettings oauth(String method) {
    return Objects.requireNonNull(method(method).oauth());
  }

  private static List<AuthMethod> methods(List<Provider> providers) {
    return providers
      .stream()
      .flatMap(provider -> provider.authMethods().stream())
      .toList();
  }

  private static List<Provider> shipped() {
    return ShippedCatalogue.load(null, new MockEnvironment()::resolvePlaceholders, PUBLIC);
  }
}
