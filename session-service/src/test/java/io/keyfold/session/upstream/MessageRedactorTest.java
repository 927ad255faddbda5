package io.keyfold.session.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.vault.Secret;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.redaction.Redactor;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.testing.McpMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

@Tag("promise-4")
class MessageRedactorTest {

  @Test
  void ofTwoSecretsWithACommonPrefixTheLongerOneIsRedacted() {
    MessageRedactor redactor = of("{\"id\":\"acme-app\",\"token\":\"acme-app-s3cret\"}");

    assertThat(redactor.text("you are acme-app with acme-app-s3cret")).isEqualTo("you are [redacted] with [redacted]");
  }

  /** Escapes within strings within strings, percent encoding, and every other byte as it was. */
  @Test
  void aMessageIsRedactedInEveryPartAndOtherwiseUnchanged() {
    MessageRedactor redactor = of("{\"pin\":12345678,\"token\":\"a\\\"quoted\\\\one\"}");
    String before =
      "{ \"jsonrpc\":\"2.0\", \"id\" : 1,\n \"result\":{\"content\":[{\"type\":\"text\",\"text\":\"pin 12345678, token " +
      "a\\\"quoted\\\\one\"},{\"type\":\"resource_link\",\"uri\":\"file:///a%22quoted%5Cone/x\"}]," +
      "\"structuredContent\":{\"h\":\"{\\\"k\\\":\\\"a\\\\\\\"quoted\\\\\\\\one\\\"}\",\"list\":[1.50, \"x\\u00e9\"]}," +
      "\"_meta\":{\"pin\":\"12345678\"},\"isError\":true}}";
    String after =
      "{ \"jsonrpc\":\"2.0\", \"id\" : 1,\n \"result\":{\"content\":[{\"type\":\"text\",\"text\":\"pin [redacted], token " +
      "[redacted]\"},{\"type\":\"resource_link\",\"uri\":\"file:///[redacted]/x\"}]," +
      "\"structuredContent\":{\"h\":\"{\\\"k\\\":\\\"[redacted]\\\"}\",\"list\":[1.50, \"x\\u00e9\"]}," +
      "\"_meta\":{\"pin\":\"[redacted]\"},\"isError\":true}}";

    assertThat(redactor.value(json(before)).json()).isEqualTo(after);
  }

  @Test
  void aMessageWithTheSecretInANameOrAsANumberIsWithheld() {
    MessageRedactor redactor = of("{\"pin\":12345678,\"token\":\"canary-7f3a\"}");
    for (String result : List.of("{\"by\":{\"canary-\\u0037f3a\":1}}", "{\"pin\":[1.2345678E7]}")) {
      RpcMessage.Response response = RpcMessage.Result.of(RawJson.number(1), json(result));

      assertThatThrownBy(() -> redactor.response(response)).isInstanceOfSatisfying(ProviderFailure.class, failure -> {
        assertThat(failure.code()).isEqualTo(ErrorCode.PROVIDER_ERROR);
        assertThat(failure.text()).contains("withheld").doesNotContain("canary", "12345678");
        assertThat(failure.isWithheld()).isTrue();
      });
    }
  }

  @Test
  void aMessageWithoutTheSecretIsTheSame() {
    RpcMessage.Response response = RpcMessage.Result.of(RawJson.number(1), json("{\"content\":[]}"));

    assertThat(of("{\"token\":\"canary-7f3a\"}").response(response)).isSameAs(response);
  }

  @Test
  void anItemIsRedactedAndOmittedIfANameContainsTheSecret() {
    MessageRedactor redactor = of("{\"token\":\"canary-7f3a\"}");
    String tools =
      "{'tools':[{'name':'act','description':'Acts as canary-7f3a','inputSchema':{'default':'canary-7f3a'}}," +
      "{'name':'as_canary-7f3a'},{'name':'by','inputSchema':{'as canary-7f3a':{}}},{'name':'echo','x':1.50}]}";
    RpcMessage.Response page = RpcMessage.Result.of(RawJson.number(1), McpMessages.json(tools));

    McpServers.Listed listed = Objects.requireNonNull(
      new ListPages(ListKind.TOOLS, request -> Mono.just(new ListPages.Page(page, redactor)))
        .collect(Duration.ofMinutes(1))
        .block()
    );

    assertThat(listed.withheld()).isEqualTo(2);
    assertThat(
      listed
        .items()
        .stream()
        .map(item -> item.json().json().json())
    ).containsExactly(
      "{\"name\":\"act\",\"description\":\"Acts as [redacted]\",\"inputSchema\":{\"default\":\"[redacted]\"}}",
      "{\"name\":\"echo\",\"x\":1.50}"
    );
  }

  private static RawJson json(String json) {
    return RawJson.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static MessageRedactor of(String credential) {
    try (Credential opened = Credential.of(Secret.ofText(credential))) {
      return new MessageRedactor(Redactor.of(opened, null));
    }
  }
}
