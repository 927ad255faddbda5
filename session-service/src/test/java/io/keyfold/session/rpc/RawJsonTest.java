package io.keyfold.session.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("promise-8")
class RawJsonTest {

  @Test
  void partsAreTheBytesOfTheirSender() {
    String json =
      "\ufeff { \"a\" : 1.50e3 ,\n\"b\\u0062\":[ true,null , \"x\\u00e9\\n\", {\"\\\"\":-0} ],\"é\\\\\":{ \"c\":{} }, \"n\":12 }\n";
    RawObject object = parse(json).object().orElseThrow();

    assertThat(object.members()).extracting(RawObject.Member::name).containsExactly("a", "bb", "é\\", "n");
    assertThat(object.members())
      .extracting(member -> member.value().json())
      .containsExactly("1.50e3", "[ true,null , \"x\\u00e9\\n\", {\"\\\"\":-0} ]", "{ \"c\":{} }", "12");
    assertThat(object.elements("bb").stream().map(RawJson::json)).containsExactly(
      "true",
      "null",
      "\"x\\u00e9\\n\"",
      "{\"\\\"\":-0}"
    );
    assertThat(object.find("n").flatMap(RawJson::integer)).contains(12L);
    assertThat(object.elements("bb").get(2).string()).contains("xé\n");
  }

  @Test
  void aChangedMemberLeavesTheOthersAsTheyWere() {
    RawObject object = parse("{\"x\": 1.0 ,\"name\":\"a\",\"y\":[ 1 ],\"name\":\"b\"}").object().orElseThrow();

    assertThat(object.text("name")).contains("b");
    assertThat(object.repeats()).isTrue();
    assertThat(object.with("name", "c\"").json().json()).isEqualTo("{\"x\":1.0,\"name\":\"c\\\"\",\"y\":[ 1 ]}");
    assertThat(object.without("name").with("z", RawJson.NULL).json().json()).isEqualTo(
      "{\"x\":1.0,\"y\":[ 1 ],\"z\":null}"
    );
  }

  @Test
  void whatIsNotOneJsonValueIsRejectedWithoutAQuote() {
    for (String text : List.of("", " ", "{", "{}{}", "[1,]", "{\"canary\":NaN}", "canary", "\"\u0001\"", "{\u0000}")) {
      assertThatThrownBy(() -> parse(text))
        .as(text)
        .isInstanceOf(MalformedJsonException.class)
        .hasMessageNotContaining("canary");
    }
    String utf16 = "{}";
    assertThatThrownBy(() -> RawJson.parse(utf16.getBytes(StandardCharsets.UTF_16LE))).isInstanceOf(
      MalformedJsonException.class
    );
  }

  @Test
  void nestingIsLimited() {
    assertThat(parse("[".repeat(1_000) + "]".repeat(1_000)).isArray()).isTrue();
    assertThatThrownBy(() -> parse("[".repeat(1_001) + "]".repeat(1_001))).isInstanceOfSatisfying(
      MalformedJsonException.class,
      e -> assertThat(e.isTooDeep()).isTrue()
    );
  }

  @Test
  void messagesAreToldApart() {
    assertThat(message("{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"method\":\"ping\"}")).isInstanceOf(
      RpcMessage.Request.class
    );
    assertThat(message("{\"jsonrpc\":\"2.0\",\"method\":\"x\",\"params\":{}}")).isInstanceOf(
      RpcMessage.Notification.class
    );
    assertThat(message("{\"id\":1,\"result\":{},\"error\":null,\"x\":2}")).isInstanceOf(RpcMessage.Result.class);
    assertThat(message("{\"id\":null,\"error\":{\"code\":-1}}")).isInstanceOf(RpcMessage.Fault.class);
    for (String none : List.of(
      "[]",
      "{}",
      "{\"method\":1}",
      "{\"id\":1.5,\"method\":\"x\"}",
      "{\"method\":\"x\",\"params\":[]}"
    )) {
      assertThatThrownBy(() -> message(none))
        .as(none)
        .isInstanceOf(NoRpcMessageException.class);
    }
    assertThat(RpcMessage.allOf(parse("[{\"method\":\"a\"},{\"method\":\"b\"}]"))).hasSize(2);
  }

  private static RpcMessage message(String json) {
    return RpcMessage.of(parse(json));
  }

  private static RawJson parse(String json) {
    return RawJson.parse(json.getBytes(StandardCharsets.UTF_8));
  }
}
