package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.mcp.agent.Answer;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Lists of tools. They are played over MCP: REST has no list of a session's tools. */
final class ListOddities {

  private static final String LISTED = "the odd tool is listed as it is, and the others too";

  private ListOddities() {}

  static List<Oddity> all() {
    return Stream.of(odd(), pages()).flatMap(List::stream).map(Oddity::overMcp).toList();
  }

  private static List<Oddity> odd() {
    return List.of(
      kept("odd-icon", "one tool's icon has a number as `src`", "\"icons\":[{\"src\":7,\"sizes\":\"any\"}]"),
      kept("odd-icons", "one tool's `icons` is a text", "\"icons\":\"none\""),
      kept(
        "odd-annotation",
        "one tool's annotations have other types",
        "\"annotations\":{\"readOnlyHint\":\"yes\",\"x\":[]}"
      ),
      kept("odd-title", "one tool's title is null", "\"title\":null"),
      kept("odd-output-schema", "one tool's output schema is `true`", "\"outputSchema\":true"),
      kept("unknown-members-of-tools", "a tool has members that no version knows", "\"x-vendor\":{\"z\":[0.10,1E400]}"),
      kept(
        "huge-numbers-in-schemas",
        "numbers that no double holds",
        "\"_meta\":{\"max\":123456789012345678901234567890,\"min\":-0.0,\"step\":1.50}"
      ),
      dropped("null-in-list", "`null` among the tools", "null"),
      dropped("text-in-list", "a text among the tools", "\"tool\""),
      dropped("tool-without-name", "a tool without a name", "{\"inputSchema\":{\"type\":\"object\"}}"),
      dropped("tool-with-numeric-name", "a tool whose name is a number", "{\"name\":7,\"inputSchema\":{}}"),
      Oddity.of(
        "tool-without-schema",
        "a tool without `inputSchema`",
        LISTED,
        () -> new Peer().tools("{\"name\":\"bare\"}," + ClassicEra.TOOL),
        play -> assertThat(names(play)).containsExactlyInAnyOrder(named(play, "bare"), named(play, "act"))
      ),
      Oddity.of(
        "duplicate-names",
        "two tools have one name",
        "the first is listed",
        () -> new Peer().tools(ClassicEra.TOOL + "," + ClassicEra.TOOL.replace("Acts", "Acts twice")),
        play -> assertThat(names(play)).containsExactly(named(play, "act"))
      ),
      Oddity.of(
        "list-as-events",
        "the list comes in an event stream",
        "it is listed",
        () ->
          new Peer().on("tools/list", (in, out) -> {
            try (Events events = out.events()) {
              events.event(in.result("{\"tools\":[" + ClassicEra.TOOL + "]}"));
            }
          }),
        play -> assertThat(names(play)).containsExactly(named(play, "act"))
      )
    );
  }

  private static List<Oddity> pages() {
    return List.of(
      Oddity.of(
        "three-pages",
        "the list has three pages",
        "all are listed",
        () -> paged("\"second\"", "\"third\"", "none"),
        play -> assertThat(names(play)).containsExactlyInAnyOrder(pagesOf(play, 3))
      ),
      Oddity.of(
        "empty-cursor",
        "a cursor is the empty text, which is no end",
        "all pages are listed",
        () -> paged("\"\"", "none"),
        play -> assertThat(names(play)).containsExactlyInAnyOrder(pagesOf(play, 2))
      ),
      Oddity.of(
        "null-cursor",
        "the last page has `\"nextCursor\": null`",
        "that is the end",
        () -> paged("null"),
        play -> assertThat(names(play)).containsExactlyInAnyOrder(pagesOf(play, 1))
      ),
      Oddity.of(
        "cursor-does-not-advance",
        "each page has the same cursor",
        "the list ends, and `_meta` says that it may not be complete",
        () -> paged("\"same\"", "\"same\"", "\"same\"", "\"same\""),
        play -> {
          Answer answer = play.agent().mcp().tools();
          assertThat(names(answer)).as("%s", answer).contains(named(play, "page0"));
          assertThat(answer.result().path("_meta").toString()).as("%s", answer).contains("io.keyfold/");
          assertThat(play.peer().received("tools/list")).hasSizeLessThanOrEqualTo(3);
        }
      ),
      Oddity.of(
        "second-page-fails",
        "the second page is an error",
        "the first page is listed, and `_meta` says what is missing",
        () ->
          new Peer().on("tools/list", (in, out) -> {
            if (in.params().has("cursor")) {
              out.body(500, "text/plain", "broken");
            } else {
              out.json(in.result("{\"tools\":[" + ClassicEra.TOOL + "],\"nextCursor\":\"2\"}"));
            }
          }),
        play -> {
          Answer answer = play.agent().mcp().tools();
          assertThat(names(answer)).as("%s", answer).contains(named(play, "act"));
          assertThat(answer.result().path("_meta").toString()).as("%s", answer).contains("io.keyfold/");
        }
      )
    );
  }

  /** A member of a tool passes byte for byte. */
  private static Oddity kept(String name, String what, String member) {
    String odd = "{\"name\":\"odd\",\"inputSchema\":{\"type\":\"object\"}," + member + "}";
    return Oddity.of(
      name,
      what,
      LISTED,
      () -> new Peer().tools(odd + "," + ClassicEra.TOOL),
      play -> {
        Answer answer = play.agent().mcp().tools();
        assertThat(names(answer)).as("%s", answer).containsExactlyInAnyOrder(named(play, "odd"), named(play, "act"));
        assertThat(answer.raw()).as("%s", answer).contains(member);
      }
    );
  }

  private static Oddity dropped(String name, String what, String element) {
    return Oddity.of(
      name,
      what,
      "the other tools are listed",
      () -> new Peer().tools(element + "," + ClassicEra.TOOL),
      play -> assertThat(names(play)).containsExactly(named(play, "act"))
    );
  }

  /** One tool a page; each page ends with the next cursor. */
  private static Peer paged(String... cursors) {
    List<String> known = List.of(cursors);
    return new Peer().on("tools/list", (in, out) -> {
      int page = known.indexOf(in.params().path("cursor").toString()) + 1;
      String next = cursors[page].equals("none") ? "" : ",\"nextCursor\":" + cursors[page];
      out.json(in.result("{\"tools\":[" + ClassicEra.TOOL.replace("act", "page" + page) + "]" + next + "}"));
    });
  }

  private static String[] pagesOf(Play play, int pages) {
    return IntStream.range(0, pages)
      .mapToObj(page -> named(play, "page" + page))
      .toArray(String[]::new);
  }

  private static List<String> names(Play play) {
    return names(play.agent().mcp().tools());
  }

  private static List<String> names(Answer answer) {
    return answer
      .result()
      .path("tools")
      .valueStream()
      .map(tool -> tool.path("name").asString())
      .toList();
  }

  private static String named(Play play, String tool) {
    return play.agent().named(tool);
  }
}
