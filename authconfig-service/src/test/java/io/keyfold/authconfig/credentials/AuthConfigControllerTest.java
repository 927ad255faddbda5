package io.keyfold.authconfig.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.AuthConfigCommand;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.platform.testing.InMemoryDataKeys;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Vault;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.Event;
import io.keyfold.schema.Sealed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class AuthConfigControllerTest {

  private static final String CANARY = "canary-4711-canary";
  private static final String EXA =
    "{\"provider_auth_method_id\":\"pam_exa_key\",\"provider_deployment_id\":\"pdp_exa\",\"name\":\"Acme key\"," +
    "\"metadata\":{\"customerId\":1.50},\"value\":{\"token\":\"" +
    CANARY +
    "\"}}";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext(Slice.class);
  private final InMemoryDataKeys keys = context.getBean(InMemoryDataKeys.class);
  private WebTestClient client = WebTestClient.bindToServer().build();

  @BeforeEach
  void start() {
    client = WebTestClient.bindToApplicationContext(context).build();
  }

  @AfterEach
  void stop() {
    context.close();
  }

  @Test
  @Tag("promise-4")
  void createsAndReturnsEverythingButTheValue(CapturedOutput output) {
    String raw = raw(post(EXA), 200);
    JsonNode body = JSON.readTree(raw);
    assertThat(body.path("object").stringValue()).isEqualTo("provider.auth_config");
    assertThat(body.path("id").stringValue()).startsWith("pac_");
    assertThat(body.path("type").stringValue()).isEqualTo("manual");
    assertThat(body.path("status").stringValue()).isEqualTo("active");
    assertThat(body.path("provider_id").stringValue()).isEqualTo("prv_exa");
    assertThat(body.path("deployment").path("object").stringValue()).isEqualTo("provider.deployment#preview");
    assertThat(body.path("deployment").path("name").stringValue()).isEqualTo("Acme pdp_exa");
    assertThat(body.path("credentials").isNull()).isTrue();
    assertThat(body.path("auth_method").path("id").stringValue()).isEqualTo("pam_exa_key");
    assertThat(body.path("auth_method").path("input_schema").path("type").stringValue()).isEqualTo("json_schema");
    assertThat(body.path("tool_filter").path("type").stringValue()).isEqualTo("allow_all");
    assertThat(body.has("value")).isFalse();
    assertThat(raw).contains("\"metadata\":{\"customerId\":1.50}").doesNotContain(CANARY);
    assertThat(output.getAll()).doesNotContain(CANARY);
    assertThat(log().events().toString()).doesNotContain(CANARY);
  }

  @Test
  void sealsTheSubmittedValueForItsObjectAndVersion() {
    String id = create(EXA);
    AuthConfigCreated created = last(AuthConfigCreated.class);
    assertThat(created.getFieldsHint()).isEqualTo("[\"token\"]");
    assertThat(open(id, 1, created.getValue())).isEqualTo("{\"token\":\"" + CANARY + "\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = { "pam_exa_key", "api_key", "token" })
  void acceptsTheMethodByIdKeyOrType(String method) {
    create(EXA.replace("pam_exa_key", method));
    assertThat(last(AuthConfigCreated.class).getAuthMethodId()).isEqualTo("pam_exa_key");
  }

  @Test
  void findsTheProviderByTheMethodAlone() {
    create("{\"provider_auth_method_id\":\"pam_exa_key\",\"is_default\":true,\"value\":{\"token\":\"a\"}}");
    AuthConfigCreated created = last(AuthConfigCreated.class);
    assertThat(created.getProviderId()).isEqualTo("prv_exa");
    assertThat(created.getProviderDeploymentId()).isNull();
    assertThat(created.getIsDefault()).isTrue();
  }

  @Test
  void storesTheQuickStartFormAsTheOAuthAppOfTheDeployment() {
    JsonNode body = JSON.readTree(raw(post(slack("{\"client_id\":\"i\",\"client_secret\":\"" + CANARY + "\"}")), 200));
    assertThat(last(AuthConfigCreated.class).getKind()).isEqualTo(CredentialKind.OAUTH_APP);
    assertThat(body.path("credentials").path("object").stringValue()).isEqualTo("provider.auth_credentials");
    assertThat(body.path("auth_method").path("scopes").path(0).path("scope").stringValue()).isEqualTo("chat:write");
  }

  @Test
  void storesTokensOfAnOAuthMethod() {
    JsonNode body = JSON.readTree(raw(post(slack("{\"access_token\":\"" + CANARY + "\"}")), 200));
    assertThat(last(AuthConfigCreated.class).getKind()).isEqualTo(CredentialKind.OAUTH_MANUAL);
    assertThat(body.path("type").stringValue()).isEqualTo("oauth_manual");
  }

  @Test
  void rejectsAnOAuthAppWithoutADeployment() {
    refused(
      "{\"provider_auth_method_id\":\"pam_slack_oauth\",\"value\":{\"client_id\":\"a\",\"client_secret\":\"b\"}}",
      400,
      "invalid_data"
    );
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "{}",
      "{\"token\":\"\"}",
      "{\"token\":{\"canary-4711-canary\":1}}",
      "{\"token\":\"a\",\"canary-4711-canary\":\"canary-4711-canary\"}",
      "{\"other\":\"canary-4711-canary\"}",
    }
  )
  @Tag("promise-4")
  void rejectsAnInvalidValueWithoutEchoingIt(String value) {
    String raw = raw(post("{\"provider_auth_method_id\":\"pam_exa_key\",\"value\":" + value + "}"), 400);
    JsonNode body = JSON.readTree(raw);
    assertThat(body.path("code").stringValue()).isEqualTo("invalid_data");
    assertThat(body.path("errors").path(0).path("path").path(0).stringValue()).isEqualTo("value");
    assertThat(body.path("message").stringValue()).doesNotContain(CANARY);
    assertThat(keys.ids()).isEmpty();
  }

  @Test
  @Tag("promise-4")
  void reportsAFailedPatternWithoutTheValue() {
    String body =
      "{\"provider_auth_method_id\":\"pam_slack_token\",\"provider_deployment_id\":\"pdp_slack\"," +
      "\"value\":{\"token\":\"" +
      CANARY +
      "\"}}";
    assertThat(raw(post(body), 400))
      .contains("\"format\"")
      .doesNotContain(CANARY);
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "pam_exa_key | token | canary-4711-canary\\nx | a line break (U+000A) at character 19",
      "pam_exa_key | token | canary-4711-canary\\n\\n | a line break (U+000A) at the end",
      "pam_exa_key | token | canary-4711-canary\\r | a line break (U+000D) at the end",
      "pam_exa_key | token | \\u0020canary-4711-canary | a space (U+0020) at the start",
      "pam_exa_key | token | \\uFEFFcanary-4711-canary | a byte order mark (U+FEFF) at the start",
      "pam_exa_key | token | canary\\u00A04711-canary | a no-break space (U+00A0) at character 7",
      "pam_exa_key | token | canary-4711-canary\\u200B | a zero-width character (U+200B) at the end",
      "pam_exa_key | token | canary-4711-canäry | a non-ASCII character at character 16",
      "pam_slack_oauth | access_token | canary-4711-canary\\t | a tab (U+0009) at the end",
      "pam_slack_oauth | client_id | canary-4711-canary\\u0020 | a space (U+0020) at the end",
      "pam_slack_oauth | client_secret | canary\\n4711-canary | a line break (U+000A) at character 7",
      "pam_mixed_custom | header | canary-4711-canäry | a non-ASCII character at character 16",
      "pam_mixed_custom | both | canary-4711-canäry | a non-ASCII character at character 16",
      "pam_mixed_custom | query | canary\\u00004711-canary | a control character (U+0000) at character 7",
      "pam_mixed_custom | query | canary-4711-canary\\u00A0 | a no-break space (U+00A0) at the end",
    }
  )
  @Tag("promise-4")
  void rejectsANonInjectableCredentialWithPropertyAndProblem(
    String method,
    String property,
    String text,
    String problem
  ) {
    String value = "{\"" + property + "\":\"" + text + "\"}";
    String deployment = method.contains("slack") ? ",\"provider_deployment_id\":\"pdp_slack\"" : "";
    String raw = raw(
      post("{\"provider_auth_method_id\":\"" + method + "\"" + deployment + ",\"value\":" + value + "}"),
      400
    );
    JsonNode body = JSON.readTree(raw);
    assertThat(body.path("code").stringValue()).isEqualTo("invalid_data");
    assertThat(body.at("/errors/0/path").toString()).isEqualTo("[\"value\",\"" + property + "\"]");
    assertThat(body.at("/errors/0/message").stringValue()).contains(problem);
    assertThat(raw).doesNotContain("canary", "4711");
    assertThat(keys.ids()).isEmpty();
  }

  @Test
  @Tag("promise-4")
  void rejectsARotationToANonInjectableCredential() {
    String id = create(EXA);
    String raw = raw(patch(id, "{\"value\":{\"token\":\"" + CANARY + "\\u200B\"}}"), 400);
    assertThat(raw).contains("[\"value\",\"token\"]", "U+200B").doesNotContain(CANARY);
    assertThat(log().events()).hasSize(1);
  }

  @Test
  void removesOneTrailingLineBreakWithAWarning() {
    String sent = EXA.replace(CANARY, CANARY + "\\r\\n");
    Map<String, String> key = Map.of("Idempotency-Key", "k-1");
    String first = raw(request(HttpMethod.POST, "", sent, key), 200);
    JsonNode body = JSON.readTree(first);
    String id = body.path("id").stringValue();
    assertThat(body.at("/warnings/0/code").stringValue()).isEqualTo("line_break_removed");
    assertThat(body.at("/warnings/0/path").toString()).isEqualTo("[\"value\",\"token\"]");
    assertThat(open(id, 1, last(AuthConfigCreated.class).getValue())).isEqualTo("{\"token\":\"" + CANARY + "\"}");
    assertThat(raw(request(HttpMethod.POST, "", sent, key), 200)).isEqualTo(first);
    assertThat(JSON.readTree(raw(get("/" + id), 200)).path("warnings")).isEmpty();

    JsonNode rotated = JSON.readTree(raw(patch(id, "{\"value\":{\"token\":\"second\\n\"}}"), 200));
    assertThat(rotated.at("/warnings/0/code").stringValue()).isEqualTo("line_break_removed");
    assertThat(open(id, 2, last(AuthConfigRotated.class).getValue())).isEqualTo("{\"token\":\"second\"}");
    assertThat(JSON.readTree(raw(patch(id, "{\"name\":\"B\"}"), 200)).path("warnings")).isEmpty();
  }

  @Test
  void removesATrailingLineBreakBeforeSchemaValidation() {
    assertThat(raw(post("{\"provider_auth_method_id\":\"pam_exa_key\",\"value\":{\"token\":\"\\n\"}}"), 400)).contains(
      "[\"value\",\"token\"]"
    );
    assertThat(keys.ids()).isEmpty();
  }

  @Test
  void propertiesThatAreNotInjectedAreStoredUnchanged() {
    String value =
      "{\"private_key\":\" -----BEGIN\\nä\\u00A0\\n-----END\\n\",\"query\":\"schlüssel 鍵\",\"header\":\"a\\tb c\",\"loose\":7}";
    String id = create("{\"provider_auth_method_id\":\"pam_mixed_custom\",\"value\":" + value + "}");
    assertThat(JSON.readTree(open(id, 1, last(AuthConfigCreated.class).getValue()))).isEqualTo(JSON.readTree(value));
    String tokens = "{\"access_token\":\"a\",\"refresh_token\":\"b\\n\"}";
    String slack = create(slack(tokens));
    assertThat(open(slack, 1, last(AuthConfigCreated.class).getValue())).isEqualTo(tokens);
  }

  @ParameterizedTest
  @ValueSource(strings = { "{\"canary\":1}", "[\"canary\"]" })
  void rejectsAnObjectWhereTextIsInjected(String loose) {
    String raw = raw(
      post("{\"provider_auth_method_id\":\"pam_mixed_custom\",\"value\":{\"loose\":" + loose + "}}"),
      400
    );
    assertThat(raw).contains("[\"value\",\"loose\"]", "Must be text").doesNotContain("canary");
  }

  @ParameterizedTest
  @CsvSource({
    "pam_exa_key,pdp_none,404,not_found",
    "pam_exa_key,pdp_old,400,use_after_delete",
    "pam_exa_key,pdp_slack,400,provider_mismatch",
    "pam_none,pdp_exa,400,invalid_auth_method",
    "pam_none,pdp_open,400,authentication_not_supported",
  })
  void rejectsMismatchedReferences(String method, String deployment, int status, String code) {
    refused(EXA.replace("pam_exa_key", method).replace("pdp_exa", deployment), status, code);
    assertThat(keys.ids()).isEmpty();
  }

  @Test
  void rejectsADefaultThatIsBoundToADeployment() {
    refused(EXA.replace("\"name\"", "\"is_default\":true,\"name\""), 400, "invalid_default_auth_config");
  }

  @Test
  @Tag("promise-4")
  void rotatesInPlaceUnderAKeyOfItsOwn() {
    String id = create(EXA);
    Sealed first = last(AuthConfigCreated.class).getValue();
    JsonNode body = JSON.readTree(raw(patch(id, "{\"value\":{\"token\":\"second\"}}"), 200));
    AuthConfigRotated rotated = last(AuthConfigRotated.class);
    assertThat(body.path("name").stringValue()).isEqualTo("Acme key");
    assertThat(rotated.getCredentialVersion()).isEqualTo(2);
    assertThat(rotated.getValue().getKeyId()).isNotEqualTo(first.getKeyId());
    assertThat(open(id, 2, rotated.getValue())).isEqualTo("{\"token\":\"second\"}");
    assertThat(keys.ids()).hasSize(2);
  }

  @Test
  void rejectsARotationToAnInvalidValueOrAnotherKind() {
    String key = create(EXA);
    assertThat(raw(patch(key, "{\"value\":{\"token\":1}}"), 400)).contains("invalid_data");
    String app = create(slack("{\"client_id\":\"i\",\"client_secret\":\"s\"}"));
    assertThat(raw(patch(app, "{\"value\":{\"access_token\":\"t\"}}"), 400)).contains("invalid_data");
  }

  @Test
  void updatesFieldsAndKeepsOmittedOrBlankOnes() {
    String id = create(EXA);
    JsonNode body = JSON.readTree(
      raw(
        patch(id, "{\"name\":\" \",\"description\":\"d\",\"tool_filters\":{\"type\":\"tool_keys\",\"keys\":[\"a\"]}}"),
        200
      )
    );
    assertThat(body.path("name").stringValue()).isEqualTo("Acme key");
    assertThat(body.path("description").stringValue()).isEqualTo("d");
    assertThat(body.path("metadata").path("customerId").decimalValue()).isEqualByComparingTo("1.5");
    assertThat(body.path("tool_filter").path("type").stringValue()).isEqualTo("filter");
    assertThat(
      JSON.readTree(raw(patch(id, "{\"name\":null}"), 200))
        .path("name")
        .isNull()
    ).isTrue();
  }

  @Test
  void aStaleIfMatchIsRejected() {
    String id = create(EXA);
    raw(patch(id, "{\"name\":\"B\"}"), 200);
    raw(request(HttpMethod.PATCH, "/" + id, "{\"name\":\"C\"}", Map.of("If-Match", "\"v1\"")), 412);
    raw(request(HttpMethod.PATCH, "/" + id, "{\"name\":\"C\"}", Map.of("If-Match", "\"v2\"")), 200);
  }

  @Test
  void deleteArchivesAndPreventsLaterWrites() {
    String id = create(EXA);
    assertThat(
      JSON.readTree(raw(delete(id), 200))
        .path("status")
        .stringValue()
    ).isEqualTo("archived");
    raw(delete(id), 410);
    raw(patch(id, "{\"name\":\"B\"}"), 410);
    assertThat(
      JSON.readTree(raw(get("/" + id), 200))
        .path("status")
        .stringValue()
    ).isEqualTo("archived");
    assertThat(ids("")).isEmpty();
    assertThat(ids("?status=archived")).containsExactly(id);
  }

  @Test
  @Tag("promise-2")
  void aRetryWithTheSameKeyHasOneEffectAndLeavesNoDataKey() {
    Map<String, String> header = Map.of("Idempotency-Key", "k-1");
    String first = raw(request(HttpMethod.POST, "", EXA, header), 200);
    assertThat(raw(request(HttpMethod.POST, "", EXA, header), 200)).isEqualTo(first);
    raw(request(HttpMethod.POST, "", EXA.replace("Acme key", "Other"), header), 422);
    assertThat(log().events()).hasSize(1);
    assertThat(keys.ids()).hasSize(1);
  }

  @Test
  @Tag("promise-4")
  void theDataKeyOfARejectedCommandIsErased() {
    log().append(Given.close("pdp_exa")).block();
    refused(EXA, 400, "use_after_delete");
    assertThat(keys.ids()).isEmpty();
  }

  @Test
  @Tag("promise-5")
  void anotherTenantSeesNothing() {
    String id = create(EXA);
    Map<String, String> other = Map.of("x-tenant", "tnt_other");
    raw(request(HttpMethod.GET, "/" + id, null, other), 404);
    raw(request(HttpMethod.PATCH, "/" + id, "{\"name\":\"B\"}", other), 404);
    raw(request(HttpMethod.DELETE, "/" + id, null, other), 404);
    assertThat(
      JSON.readTree(raw(request(HttpMethod.GET, "", null, other), 200))
        .path("items")
        .isEmpty()
    ).isTrue();
    raw(request(HttpMethod.POST, "", EXA, other), 404);
  }

  @Test
  void listsWithEveryFilter() {
    String bound = create(EXA);
    String free = create("{\"provider_auth_method_id\":\"pam_exa_key\",\"name\":\"Free\",\"value\":{\"token\":\"a\"}}");
    String slack = create(slack("{\"access_token\":\"t\"}"));
    assertThat(ids("")).containsExactlyInAnyOrder(bound, free, slack);
    assertThat(ids("?id=" + bound)).containsExactly(bound);
    assertThat(ids("?provider_id[0]=prv_slack")).containsExactly(slack);
    assertThat(ids("?provider_deployment_id=pdp_exa")).containsExactly(bound);
    assertThat(ids("?provider_auth_method_id=pam_exa_key")).containsExactlyInAnyOrder(bound, free);
    assertThat(ids("?provider_auth_method_id=oauth")).containsExactly(slack);
    assertThat(ids("?available_for_provider_deployment_id=pdp_exa")).containsExactlyInAnyOrder(bound, free);
    assertThat(ids("?available_for_provider_deployment_id=pdp_exa2")).containsExactly(free);
    assertThat(ids("?available_for_provider_deployment_id=pdp_none")).isEmpty();
    assertThat(ids("?available_for_use=true")).hasSize(3);
    assertThat(ids("?available_for_use=false")).isEmpty();
    assertThat(ids("?search=free")).containsExactly(free);
    assertThat(ids("?created_at[gt]=2026-01-01T00:00:00.000Z")).isEmpty();
    assertThat(ids("?updated_at[lt]=2026-01-01T00:00:01.000Z")).hasSize(3);
    raw(get("?nope=1"), 400);
  }

  private static String slack(String value) {
    return (
      "{\"name\":\"Acme Corp Slack Credentials\",\"provider_auth_method_id\":\"pam_slack_oauth\"," +
      "\"provider_deployment_id\":\"pdp_slack\",\"value\":" +
      value +
      "}"
    );
  }

  private List<String> ids(String query) {
    return JSON.readTree(raw(get(query), 200))
      .path("items")
      .valueStream()
      .map(item -> item.path("id").stringValue())
      .toList();
  }

  private String create(String body) {
    return JSON.readTree(raw(post(body), 200))
      .path("id")
      .stringValue();
  }

  private void refused(String body, int status, String code) {
    String raw = raw(post(body), status);
    assertThat(raw)
      .contains("\"code\":\"" + code + "\"")
      .doesNotContain(CANARY);
  }

  private String open(String id, long version, Sealed sealed) {
    SealContext at = new SealContext(Given.ACME, id, version, "auth_config.value");
    var secret = Objects.requireNonNull(context.getBean(Vault.class).open(at, sealed).block());
    return secret.use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  @SuppressWarnings("unchecked") // the slice has one log
  private InMemoryLog<AuthConfigCommand, Event> log() {
    return context.getBean("log", InMemoryLog.class);
  }

  private <E> E last(Class<E> type) {
    return type.cast(log().events().getLast());
  }

  private WebTestClient.ResponseSpec post(String body) {
    return request(HttpMethod.POST, "", body, Map.of());
  }

  private WebTestClient.ResponseSpec patch(String id, String body) {
    return request(HttpMethod.PATCH, "/" + id, body, Map.of());
  }

  private WebTestClient.ResponseSpec delete(String id) {
    return request(HttpMethod.DELETE, "/" + id, null, Map.of());
  }

  private WebTestClient.ResponseSpec get(String path) {
    return request(HttpMethod.GET, path, null, Map.of());
  }

  private WebTestClient.ResponseSpec request(
    HttpMethod method,
    String path,
    @Nullable String body,
    Map<String, String> headers
  ) {
    var request = client
      .method(method)
      .uri("/provider-auth-configs" + path)
      .headers(all -> headers.forEach(all::add));
    return body == null
      ? request.exchange()
      : request.contentType(MediaType.APPLICATION_JSON).bodyValue(body).exchange();
  }

  private static String raw(WebTestClient.ResponseSpec response, int status) {
    byte[] body = response.expectBody().returnResult().getResponseBody();
    String text = body == null ? "" : new String(body, StandardCharsets.UTF_8);
    response.expectStatus().value(actual -> assertThat(actual).as(text).isEqualTo(status));
    return text;
  }
}
