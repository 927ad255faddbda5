package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.mcp.agent.Answer;
import io.keyfold.acceptance.mcp.agent.ClassicAgent;
import io.keyfold.acceptance.mcp.agent.RestAgent;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What servers ask of requests: names, headers and {@code _meta}. */
final class RequestOddities {

  private static final String REGION = """
  {"name":"act","inputSchema":{"type":"object","properties":{"region":{"type":"string","x-mcp-header":"Region"}}}}""";

  private RequestOddities() {}

  static List<Oddity> all() {
    return Stream.of(names(), headers(), meta()).flatMap(List::stream).toList();
  }

  private static List<Oddity> names() {
    return List.of(
      named("name-with-dots", "a tool's name has dots", "admin.tools.list", Peer::new),
      named("name-with-slashes", "a tool's name has slashes", "repos/issues/list", Peer::new),
      named("name-with-unicode", "a tool's name has letters and signs of all kinds", "größe/数 量", Peer::new),
      named(
        "name-with-unicode-at-a-modern-server",
        "the same at a modern server, which compares `Mcp-Name`",
        "größe/数 量",
        Peer::modern
      ),
      named("name-with-digits", "a tool's name ends like a session's suffix", "act_12345", Peer::new),
      Oddity.of(
        "long-name",
        "a tool's name has 100 characters",
        "it is listed with at most 64, and the server is called by its own name",
        () -> new Peer().tools(ClassicEra.TOOL.replace("act", LONG)),
        play -> {
          Answer list = play.agent().mcp().tools();
          String name = list.result().path("tools").path(0).path("name").asString("");
          assertThat(name).as("%s", list).isNotEmpty().hasSizeLessThanOrEqualTo(64);
          play.worked(play.agent().callNamed(name, "{}", ""));
          JsonNode called = play.peer().received("tools/call").getFirst().params().path("name");
          assertThat(called.asString("")).isEqualTo(LONG);
        }
      ).overMcp(),
      Oddity.of(
        "two-long-names",
        "two names of 100 characters differ in the last one",
        "they are listed under different names",
        () ->
          new Peer().tools(
            ClassicEra.TOOL.replace("act", LONG + "1") + "," + ClassicEra.TOOL.replace("act", LONG + "2")
          ),
        play -> {
          Answer list = play.agent().mcp().tools();
          List<JsonNode> tools = list.result().path("tools").valueStream().toList();
          assertThat(tools)
            .as("%s", list)
            .hasSize(2)
            .extracting(tool -> tool.path("name").asString())
            .doesNotHaveDuplicates();
        }
      ).overMcp()
    );
  }

  private static final String LONG = "search_the_archive_".repeat(5) + "fully";

  private static List<Oddity> headers() {
    return List.of(
      mirrored("x-mcp-header", "a parameter is mirrored in `Mcp-Param-Region`", "us-west1", "us-west1"),
      mirrored("x-mcp-header-encoded", "its value is no ASCII", "Zürich", "=?base64?WsO8cmljaA==?="),
      Oddity.of(
        "x-mcp-header-invalid",
        "a modern server's tool has an invalid `x-mcp-header`",
        "it is not listed; the others are",
        () ->
          Peer.modern().tools(
            REGION.replace("\"Region\"", "\"Bad Name\"") + "," + ClassicEra.TOOL.replace("act", "good")
          ),
        play -> {
          Answer list = play.agent().mcp().tools();
          List<JsonNode> tools = list.result().path("tools").valueStream().toList();
          assertThat(tools)
            .as("%s", list)
            .extracting(tool -> tool.path("name").asString())
            .containsExactly(play.agent().named("good"));
        }
      ).overMcp()
    );
  }

  private static List<Oddity> meta() {
    return List.of(
      Oddity.of(
        "meta-of-requests",
        "the server reads a vendor's key in `_meta`",
        "it reaches the server byte for byte",
        Peer::new,
        play -> {
          play.worked(play.agent().call("act", "{}", "\"com.vendor/flag\":{\"x\":0.10}"));
          assertThat(play.peer().received("tools/call").getFirst().body()).contains("\"com.vendor/flag\":{\"x\":0.10}");
        }
      ).overMcp(),
      Oddity.of(
        "trace-context",
        "the server continues traces",
        "`traceparent` reaches it as a header and in `_meta`",
        Peer::new,
        play -> {
          String parent = "00-" + RestAgent.TRACE + "-b7ad6b7169203331-01";
          play.worked(play.agent().call("act", "{}", "\"traceparent\":\"" + parent + "\""));
          Incoming call = play.peer().received("tools/call").getFirst();
          assertThat(call.header("traceparent")).contains(RestAgent.TRACE);
          assertThat(call.params().path("_meta").path("traceparent").asString("")).contains(RestAgent.TRACE);
        }
      ),
      Oddity.of(
        "tools-alone",
        "the server offers tools alone",
        "a classic client is told of no prompts, resources or completions",
        Peer::new,
        play -> {
          Answer initialized = ((ClassicAgent) play.agent()).initialized();
          JsonNode capabilities = initialized.result().path("capabilities");
          assertThat(capabilities.has("tools")).as("%s", initialized).isTrue();
          assertThat(capabilities.propertyNames())
            .as("%s", initialized)
            .doesNotContain("prompts", "resources", "completions");
        }
      ).on(Oddity.Api.CLASSIC)
    );
  }

  private static Oddity named(String name, String what, String tool, Supplier<Peer> peer) {
    return Oddity.of(
      name,
      what,
      "the server is called by its own name",
      () -> peer.get().tools(ClassicEra.TOOL.replace("act", tool)),
      play -> {
        play.worked(play.agent().call(tool, "{}"));
        JsonNode called = play.peer().received("tools/call").getFirst().params().path("name");
        assertThat(called.asString("")).isEqualTo(tool);
      }
    );
  }

  /** A modern server refuses a call whose header is missing. */
  private static Oddity mirrored(String name, String what, String region, String header) {
    return Oddity.of(
      name,
      what,
      "the call carries the header, whatever the client",
      () -> {
        Peer peer = Peer.modern().tools(REGION);
        return peer.on("tools/call", (in, out) -> {
          if (in.header("Mcp-Param-Region").equals(header)) {
            out.json(peer.fine(in));
          } else {
            ModernEra.refuse(in, out, 400, -32020, "Mcp-Param-Region does not agree with the body");
          }
        });
      },
      play -> play.worked(play.agent().call("act", "{\"region\":\"" + region + "\"}"))
    );
  }
}
