package io.keyfold.session.redaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.vault.Secret;
import io.keyfold.session.credentials.Credential;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.testing.McpMessages;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Tag("promise-4")
class RedactorTest {

  private static final JsonMapper JSON = JsonMapper.shared();

  static Stream<Arguments> formsOfSecrets() {
    return Stream.of(
      "hunter2-hunter2",
      "p\"q\\r/s t+u%v&w<x>'y",
      "päss-wörd-日本-🔑",
      "\\\\\\\\\"\"\"\"",
      "tab\tand\nline",
      "100%41&amp;\\u0041\\n",
      "aaaaaaaa",
      "61616161"
    ).flatMap(secret -> Arrays.stream(Disguise.values()).map(form -> Arguments.of(form, secret)));
  }

  @ParameterizedTest
  @MethodSource("formsOfSecrets")
  void aSecretIsRedactedInEveryForm(Disguise form, String secret) {
    String shown = form.of(secret);

    assertThat(of(Map.of("key", secret)).text("you sent (" + shown + ").")).isEqualTo("you sent ([redacted]).");
    assertThat(of(Map.of("key", secret)).text("..." + shown + shown)).isEqualTo("...[redacted]");
  }

  @ParameterizedTest
  @EnumSource(Disguise.class)
  void aPrefixOfASecretIsNotRedacted(Disguise form) {
    Redactor redactor = of(Map.of("key", "hunter2-\"hunter3\""));

    assertThat(redactor.text(form.of("hunter2-\"hunter4\"") + "hunt")).isEqualTo(
      form.of("hunter2-\"hunter4\"") + "hunt"
    );
  }

  @ParameterizedTest
  @ValueSource(ints = { 0, 1, 2, 3, 4, 5 })
  void aSecretIsTakenOutOfALongerTextInBase64(int before) {
    String secret = "s3cr3t-value";
    for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
      for (int after = 0; after < 3; after++) {
        String whole = "u".repeat(before) + secret + "v".repeat(after);
        String encoded = encoder.encodeToString(whole.getBytes(StandardCharsets.UTF_8));

        String clean = of(Map.of("key", secret)).text("x " + encoded + " y");

        // The first and last characters also encode bits of adjacent bytes.
        int from = (before * 8 + 5) / 6;
        boolean alone = after == 0 && before % 3 == 0;
        int to = alone ? encoded.length() : ((before + secret.length()) * 8) / 6;
        assertThat(clean).isEqualTo("x " + encoded.substring(0, from) + "[redacted]" + encoded.substring(to) + " y");
      }
    }
  }

  @Test
  void mixedAndPartialEscapesAreRead() {
    Redactor redactor = of(Map.of("key", "p\"a\\ss/word"));

    assertThat(redactor.text("<\\u0070%22&#97;\\\\\\u0073s\\/w&#x6F;rd>")).isEqualTo("<[redacted]>");
    assertThat(redactor.text("\\p\\\"a\\\\ss/word")).isEqualTo("\\[redacted]");
    assertThat(redactor.text("C:\\" + "p\\\"a\\\\ss/word")).isEqualTo("C:\\[redacted]");
  }

  @Test
  void aBackslashBeforeASecretDoesNotHideIt() {
    Redactor redactor = of(Map.of("key", "n\"abcdefgh"));

    // Read as JSON from the left, the first two characters are a line break.
    assertThat(redactor.text("foo\\n\\\"abcdefgh")).isEqualTo("foo\\[redacted]");
  }

  @Test
  void basicAuthenticationIsRedactedForOneOrTwoProperties() {
    String pair = Base64.getEncoder().encodeToString("bob:pa55".getBytes(StandardCharsets.UTF_8));

    assertThat(of(Map.of("user", "bob", "password", "pa55")).text("Basic " + pair)).isEqualTo("Basic [redacted]");
    assertThat(of(Map.of("pair", "bob:pa55")).text("Basic " + pair)).isEqualTo("Basic [redacted]");
    assertThat(of(Map.of("header", "Basic " + pair)).text("you are bob:pa55 " + pair)).isEqualTo(
      "you are [redacted] [redacted]"
    );
    assertThat(of(Map.of("pair", "me@acme.example:pa55word")).text("me@acme.example has pa55word")).isEqualTo(
      "me@acme.example has [redacted]"
    );
    assertThat(of(Map.of("pair", "sk_live_0123456789abcdef:x")).text("is sk_live_0123456789abcdef")).isEqualTo(
      "is [redacted]"
    );
    assertThat(of(Map.of("dsn", "postgres://bob:pa55word@db/x")).text("postgres has pa55word")).isEqualTo(
      "postgres has [redacted]"
    );
  }

  @Test
  void theContentOfAServiceAccountIsRedactedInEveryForm() {
    String body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQC7".repeat(4);
    String pem = "-----BEGIN PRIVATE KEY-----\n" + wrapped(body) + "\n-----END PRIVATE KEY-----\n";
    String account = JSON.writeValueAsString(
      Map.of("type", "service_account", "private_key", pem, "client_email", "bot@acme.iam.example")
    );
    String schema = """
    {"type": "object", "properties": {"account": {"type": "string",
      "contentMediaType": "application/json", "contentSchema": {"properties": {
        "type": {"secret": false}, "client_email": {"secret": false}}}}}}
    """;
    for (String stored : List.of(
      account,
      Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8))
    )) {
      Redactor redactor = of(Map.of("account", stored), schema);
      for (String shown : List.of(
        pem,
        body,
        wrapped(body).replace("\n", "\r\n"),
        body.substring(64, 128),
        JSON.writeValueAsString(Map.of("headers", account)),
        JSON.writeValueAsString(Map.of("headers", JSON.writeValueAsString(Map.of("account", account)))),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(JSON.readTree(account)),
        Base64.getEncoder().encodeToString(account.getBytes(StandardCharsets.UTF_8)),
        Base64.getMimeEncoder().encodeToString(("x" + pem).getBytes(StandardCharsets.UTF_8))
      )) {
        assertThat(redactor.text(shown))
          .contains("[redacted]")
          .doesNotContain(body.substring(0, 20), body.substring(70, 90))
          .doesNotContain(Base64.getEncoder().encodeToString(body.substring(48, 60).getBytes(StandardCharsets.UTF_8)));
      }
      assertThat(redactor.text("a service_account, bot@acme.iam.example")).isEqualTo(
        "a service_account, bot@acme.iam.example"
      );
    }
  }

  @Test
  void onlyPropertiesThatTheSchemaMarksAsPublicAreKept() {
    String schema = """
    {"type": "object", "properties": {
      "email": {"type": "string", "secret": false},
      "quota": {"type": "number", "secret": false},
      "site": {"type": "object", "secret": false, "properties": {"pin": {"type": "string", "secret": true}}},
      "hosts": {"type": "array", "items": {"type": "string", "secret": false}},
      "token": {"type": "string"}}}
    """;
    Map<String, Object> value = Map.of(
      "email",
      "me@acme.example",
      "quota",
      100_000,
      "site",
      Map.of("name", "acme-site", "pin", "11112222"),
      "hosts",
      List.of("one.example"),
      "token",
      "tok-123456",
      "undeclared",
      "unknown-value",
      "again",
      "me@acme.example"
    );

    assertThat(
      of(value, schema).text("me@acme.example 100000 acme-site 11112222 one.example tok-123456 unknown-value")
    ).isEqualTo("me@acme.example 100000 acme-site [redacted] one.example [redacted] [redacted]");
    assertThat(of(value, "{").text("me@acme.example 100000")).isEqualTo("[redacted] [redacted]");
  }

  @Test
  void shortTextsAreNotRedacted() {
    Redactor redactor = of(Map.of("pin", 12345, "on", true, "name", "bob", "empty", ""));

    assertThat(redactor.text("12345 true bob")).isEqualTo("12345 true bob");
  }

  @Test
  void aSecretNumberWithholdsTheWholeValue() {
    Redactor redactor = of(Map.of("pin", 12345678, "text", "87654321", "rate", 1.5));
    RawJson clean = McpMessages.json("{'rate':1.5,'list':[7,123456789,1.2345678E9],'text':'all is well'}");

    assertThat(redactor.json(clean)).isSameAs(clean);
    for (String secret : List.of("12345678", "1.2345678E7", "87654321.00")) {
      RawJson deep = McpMessages.json("{'deep':[" + secret + "]}");
      assertThatThrownBy(() -> redactor.json(deep)).isInstanceOf(WithheldException.class);
    }
  }

  @Test
  void aCredentialThatIsLargerThanCanBeLookedForIsRefused() {
    for (String large : List.of("-----BEGIN ", "{\"", "x:", "AAAA")) {
      assertThatThrownBy(() -> of(Map.of("token", large.repeat(1_000_000 / large.length())))).isInstanceOf(
        TooManySecretsException.class
      );
    }
  }

  @Test
  void aNumberOutOfAllBoundsIsNoBurden() {
    Redactor redactor = of(Map.of("account", "{\"n\": 1e999999999, \"m\": 1.5e12}"));

    assertThat(redactor.text("1500000000000 and 1e5")).isEqualTo("[redacted] and 1e5");
    RawJson large = McpMessages.json("[1e300,1e999999999]");
    assertThat(redactor.json(large)).isSameAs(large);
  }

  @Test
  void aSecretInAKeyWithholdsTheWholeValue() {
    Redactor redactor = of(Map.of("token", "s3cr3t-value"));

    assertThatThrownBy(() -> redactor.json(McpMessages.json("{'x':{'by s3cr3t-value':1}}")))
      .isInstanceOf(WithheldException.class)
      .hasMessageNotContaining("s3cr3t");
  }

  private static String wrapped(String body) {
    return body.replaceAll("(.{64})", "$1\n").strip();
  }

  private static Redactor of(Map<String, ?> value) {
    return of(value, null);
  }

  private static Redactor of(Map<String, ?> value, @Nullable String schema) {
    try (Credential opened = Credential.of(Secret.ofText(JSON.writeValueAsString(value)))) {
      return Redactor.of(opened, schema);
    }
  }
}
