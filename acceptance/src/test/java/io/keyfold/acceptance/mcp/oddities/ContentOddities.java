package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.mcp.agent.Answer;
import java.util.List;

/** What results and arguments hold. */
final class ContentOddities {

  private static final String BYTES = "it passes byte for byte";
  private static final String TEXT = "{\"type\":\"text\",\"text\":\"fine\"}";
  private static final int DEPTH = 300;

  private ContentOddities() {}

  static List<Oddity> all() {
    return List.of(
      content(
        "unknown-content-type",
        "a content block of an unknown type",
        "{\"type\":\"hologram\",\"depth\":[1.0,2e3]}"
      ),
      content("image", "an image", "{\"type\":\"image\",\"data\":\"iVBORw0KGgo=\",\"mimeType\":\"image/png\"}"),
      content("audio", "a sound", "{\"type\":\"audio\",\"data\":\"UklGRg==\",\"mimeType\":\"audio/wav\"}"),
      content(
        "odd-block-annotations",
        "a content block's annotations have other types",
        """
        {"type":"text","text":"a","annotations":{"audience":"all","priority":"high"}}"""
      ),
      content("null-text", "a text block whose text is null", "{\"type\":\"text\",\"text\":null}"),
      content(
        "escapes",
        "escaped characters",
        "{\"type\":\"text\",\"text\":\"caf\\u00e9 \\/ \\ud83d\\ude00 \\u003c\"}"
      ),
      content("lone-surrogate", "an escape that is half a character", "{\"type\":\"text\",\"text\":\"x\\ud83dx\"}"),
      content(
        "control-characters",
        "escaped control characters",
        "{\"type\":\"text\",\"text\":\"\\u0000\\u001b[0m\\t\"}"
      ),
      result(
        "structured-content",
        "structured content",
        "\"structuredContent\":{\"rows\":[{\"id\":1,\"ok\":true,\"none\":null}]}"
      ),
      result("structured-array", "structured content is an array (2026-07-28)", "\"structuredContent\":[1,\"b\",null]"),
      result(
        "huge-numbers",
        "numbers that no double holds",
        "\"structuredContent\":{\"id\":123456789012345678901234567890,\"x\":1E400,\"y\":-0.0,\"z\":1.50}"
      ),
      result("unknown-members", "members that no version knows", "\"x-cost\":{\"amount\":0.10,\"unit\":\"EUR\"}"),
      result("meta-of-results", "`_meta` of a result", "\"com.vendor/trace\":{\"id\":\"a1\"}"),
      result("deep-nesting", "structured content of 300 levels", "\"structuredContent\":" + deep()),
      Oddity.of(
        "result-without-content",
        "a result with structured content alone",
        BYTES,
        () -> new Peer().onCall("{\"structuredContent\":{\"a\":1.0}}"),
        Expect.carries("\"structuredContent\":{\"a\":1.0}")
      ),
      Oddity.of(
        "big-result",
        "a result of 500 KB",
        BYTES,
        () -> new Peer().onCall("{\"content\":[{\"type\":\"text\",\"text\":\"" + "abcdefgh".repeat(62_500) + "\"}]}"),
        Expect.carries("abcdefgh".repeat(62_500))
      ),
      linked("resource-link", "a link to a resource", "{\"type\":\"resource_link\",\"name\":\"n\",\"uri\":\"%s\"}"),
      linked(
        "embedded-resource",
        "an embedded resource",
        "{\"type\":\"resource\",\"resource\":{\"uri\":\"%s\",\"text\":\"fine\"}}"
      ),
      arguments("huge-numbers-in-arguments", "huge numbers", "{\"n\":123456789012345678901234567890,\"d\":1.50}"),
      arguments("unicode-in-arguments", "characters of all kinds", "{\"größe\":\"数量 😀 \\u0007\"}"),
      arguments("nested-arguments", "nested objects, null and empty texts", "{\"a\":[{\"b\":null},[],{}],\"c\":\"\"}")
    );
  }

  private static Oddity content(String name, String what, String block) {
    return Oddity.of(
      name,
      what,
      BYTES,
      () -> new Peer().onCall("{\"content\":[" + TEXT + "," + block + "]}"),
      Expect.carries(block)
    );
  }

  private static Oddity result(String name, String what, String member) {
    String whole = name.equals("meta-of-results") ? "\"_meta\":{" + member + "}" : member;
    return Oddity.of(
      name,
      what,
      BYTES,
      () -> new Peer().onCall("{\"content\":[" + TEXT + "]," + whole + "}"),
      Expect.carries(member)
    );
  }

  private static String deep() {
    return "{\"a\":".repeat(DEPTH) + "0" + "}".repeat(DEPTH);
  }

  /** The link in the answer can be read, and the server gets the URI that it gave. */
  private static Oddity linked(String name, String what, String block) {
    String uri = "vendor://files/a%20b/größe?x=1#top";
    return Oddity.of(
      name,
      what,
      "its URI can be read by the client, and reaches the server as the server wrote it",
      () -> {
        Peer peer = new Peer().speak(new ClassicEra("2025-11-25", "{\"tools\":{},\"resources\":{}}"));
        String contents = "{\"contents\":[{\"uri\":\"" + uri + "\",\"text\":\"content\"}]}";
        return peer
          .onCall("{\"content\":[" + block.formatted(uri) + "]}")
          .on("resources/list", (in, out) -> out.json(in.result("{\"resources\":[]}")))
          .on("resources/templates/list", (in, out) -> out.json(in.result("{\"resourceTemplates\":[]}")))
          .on("resources/read", (in, out) -> out.json(in.result(contents)));
      },
      play -> {
        Answer answer = play.call();
        var link = answer.result().path("content").path(0);
        String given = link.path("resource").path("uri").asString(link.path("uri").asString(""));
        assertThat(given).as("%s", answer).isNotEmpty();
        Answer read = play
          .agent()
          .mcp()
          .request("resources/read", "\"uri\":\"" + given + "\"", "");
        assertThat(read.result().path("contents").path(0).path("text").asString(""))
          .as("%s", read)
          .isEqualTo("content");
        assertThat(play.peer().received("resources/read").getFirst().params().path("uri").asString("")).isEqualTo(uri);
      }
    ).overMcp();
  }

  private static Oddity arguments(String name, String what, String arguments) {
    return Oddity.of(name, "arguments with " + what, "they reach the server byte for byte", Peer::new, play -> {
      play.worked(play.agent().call("act", arguments));
      assertThat(play.peer().received("tools/call").getFirst().body()).contains("\"arguments\":" + arguments);
    });
  }
}
