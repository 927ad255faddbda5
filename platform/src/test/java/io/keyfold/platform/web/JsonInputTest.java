package io.keyfold.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.error.FieldError;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonInputTest {

  private final JsonInput input = new JsonInput(WireJson.mapper());

  @ParameterizedTest
  @ValueSource(
    strings = {
      "12345678901234567890.123456789",
      "123456789012345678901234567890",
      "0.1000",
      "1.7976931348623157E+400",
      "4.9E-324",
    }
  )
  @Tag("promise-8")
  void aNumberKeepsAllItsDigits(String number) {
    assertThat(input.read(utf8("{\"metadata\":" + number + "}")).toString()).isEqualTo("{\"metadata\":" + number + "}");
  }

  @ParameterizedTest
  @ValueSource(strings = { "NaN", "Infinity", "-Infinity", "1e999999999", "-1e401", "1e-401" })
  void aNumberBeyondTheLimitsIsRejected(String number) {
    assertThat(refusal(utf8("{\"a\":" + number + "}")).code()).isIn("malformed", "out_of_range");
  }

  /** Escapes of a lone surrogate, of a reversed pair, of two high surrogates, and in a field name. */
  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "{\"name\":\"\\ud800\"}|name",
      "{\"name\":\"\\udc00\\ud800\"}|name",
      "{\"a\":[0,{\"b\":\"x\\ud83d\\ud83d\\ude00\"}]}|a.1.b",
      "{\"a\":{\"\\udfff\":1}}|a",
    }
  )
  void aLoneSurrogateIsRejected(String body, String path) {
    FieldError refusal = refusal(utf8(body));
    assertThat(refusal.code()).isEqualTo("malformed");
    assertThat(String.join(".", refusal.path())).isEqualTo(path);
  }

  @Test
  void aSurrogatePairIsAccepted() {
    assertThat(input.read(utf8("{\"a\":\"\\ud83d\\ude00\"}")).path("a").asString()).isEqualTo("\ud83d\ude00");
  }

  @Test
  void aByteOrderMarkIsSkipped() {
    assertThat(input.read(utf8("\ufeff{\"a\":1}")).path("a").asInt()).isEqualTo(1);
  }

  /** An encoded surrogate, an overlong NUL, an invalid start byte, a truncated sequence, and UTF-16. */
  @Test
  void invalidUtf8IsRejected() {
    for (byte[] text : List.of(
      bytes(0xed, 0xa0, 0x80),
      bytes(0xc0, 0x80),
      bytes(0xff),
      bytes(0x80),
      bytes(0xf4, 0x90, 0x80, 0x80)
    )) {
      assertThat(refusal(inQuotes(text)).message()).isEqualTo("The body is not UTF-8");
    }
    assertThat(refusal("{\"name\":\"\u00e9\"}".getBytes(StandardCharsets.UTF_16)).code()).isEqualTo("malformed");
  }

  @Test
  @Tag("promise-4")
  void aPathNeverContainsANameThatMayBeASecret() {
    FieldError refusal = refusal(utf8("{\"a\":{\"sk_live_51H8\":{\"b\":\"\\ud800\"}}}"));
    assertThat(refusal.path()).containsExactly("a");
    assertThat(refusal.message()).doesNotContain("sk_live");
  }

  private FieldError refusal(byte[] body) {
    FieldError[] found = new FieldError[1];
    assertThatExceptionOfType(ApiException.class)
      .isThrownBy(() -> input.read(body))
      .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_DATA))
      .satisfies(e -> found[0] = e.errors().get(0));
    return found[0];
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] bytes(int... values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int value : values) {
      bytes.write(value);
    }
    return bytes.toByteArray();
  }

  private static byte[] inQuotes(byte[] text) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.writeBytes(utf8("{\"name\":\""));
    body.writeBytes(text);
    body.writeBytes(utf8("\"}"));
    return body.toByteArray();
  }
}
