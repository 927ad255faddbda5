package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.mcp.agent.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Encodings, content types, redirects and broken bodies. */
final class HttpOddities {

  private static final String ARRIVES = "the result arrives";
  private static final int BOMB_MEGABYTES = 64;

  private HttpOddities() {}

  static List<Oddity> all() {
    return Stream.of(encoded(), redirects(), broken()).flatMap(List::stream).toList();
  }

  private static List<Oddity> encoded() {
    return List.of(
      call("json-with-charset", "`Content-Type: application/json; charset=utf-8`", (peer, in, out) ->
        out.body(200, "application/json; charset=utf-8", peer.fine(in))
      ),
      call("json-in-odd-case", "`Content-Type: Application/JSON`", (peer, in, out) ->
        out.body(200, "Application/JSON", peer.fine(in))
      ),
      call("json-after-byte-order-mark", "the JSON body begins with a byte order mark", (peer, in, out) ->
        out.json("\uFEFF" + peer.fine(in))
      ),
      call("pretty-json", "the JSON body has line breaks and blanks", (peer, in, out) ->
        out.json("\r\n " + peer.fine(in).replace(":", " :\n\t") + "\n")
      ),
      call("gzip", "the JSON body is compressed with gzip", (peer, in, out) ->
        out.header("Content-Encoding", "gzip").bytes(200, Outgoing.JSON, Outgoing.gzip(bytes(peer.fine(in))))
      ),
      call("deflate", "the JSON body is compressed with deflate", (peer, in, out) ->
        out.header("Content-Encoding", "deflate").bytes(200, Outgoing.JSON, Outgoing.deflate(bytes(peer.fine(in))))
      ),
      call("gzip-events", "the event stream is compressed with gzip", (peer, in, out) -> {
        byte[] packed = Outgoing.gzip(bytes("data: " + peer.fine(in) + "\n\n"));
        out.header("Content-Encoding", "gzip").bytes(200, Outgoing.EVENTS, packed);
      }),
      Oddity.of(
        "gzip-bomb",
        "64 KB that unpack to 64 MB",
        "`provider_error` as soon as the limit is passed; other calls go on",
        () -> {
          byte[] bomb = bomb();
          return new Peer().on("tools/call", (in, out) ->
            out.header("Content-Encoding", "gzip").bytes(200, Outgoing.JSON, bomb)
          );
        },
        Expect.providerError(502, "provider_error")
      ),
      new Oddity(
        "encoded-url",
        "the URL has `%3D`, `%2F`, `%20` and `+`",
        "it is sent byte for byte",
        Set.of(Oddity.Api.values()),
        "/a%3Db%2Fc%20d+e?token=x%3D%3D&y=%26+z",
        Peer::new,
        play -> {
          play.works();
          String uri = play.url().substring(play.url().indexOf("/oddity"));
          assertThat(play.peer().received()).allSatisfy(in -> assertThat(in.uri()).isEqualTo(uri));
        }
      ),
      Oddity.of(
        "cookies",
        "every answer sets a cookie",
        "the client gets none",
        () -> {
          Peer peer = new Peer();
          return peer.before((in, out) -> peer.dispatch(in, out.header("Set-Cookie", "who=someone; Path=/")));
        },
        play -> {
          Answer answer = play.works();
          assertThat(answer.headers().first("Set-Cookie")).as("%s", answer).isEmpty();
        }
      )
    );
  }

  private static List<Oddity> redirects() {
    return List.of(
      redirect("redirect-307", "a 307 to another path of the same origin", 307),
      redirect("redirect-308", "a 308 to another path of the same origin", 308),
      refusedRedirect(
        "redirect-loop",
        "a 307 to itself",
        "a second redirect is an error that says where it pointed",
        307,
        "/again"
      ),
      refusedRedirect(
        "redirect-302",
        "a 302, which would lose the body",
        "an error that says where it pointed",
        302,
        "/elsewhere"
      ),
      Oddity.of(
        "redirect-to-another-origin",
        "a 307 to another host",
        "an error that says where it pointed; nothing is sent there",
        () ->
          new Peer().on("tools/call", (in, out) -> {
            String there = "http://localhost:" + in.header("Host").replaceFirst(".*:", "") + in.uri();
            out.header("Location", there).empty(307);
          }),
        play -> {
          Expect.failed(play, play.call(), 502, "provider_error", "http://localhost:");
          play.executed(1);
        }
      )
    );
  }

  private static List<Oddity> broken() {
    return List.of(
      failing("empty-200", "200 without a body", "`provider_error` at once", (in, out) -> out.empty(200)),
      lost("connection-lost-at-discovery", Peer::modern, "server/discover"),
      lost("connection-lost-at-initialize", Peer::new, "initialize"),
      lost("connection-lost-at-initialized", Peer::new, "notifications/initialized"),
      failing("accepted-202", "202 for a request", "`provider_error` at once", (in, out) -> out.empty(202)),
      failing("html-200", "200 with a page of HTML", "`provider_error`", (in, out) ->
        out.body(200, "text/html", "<html><body>Please log in</body></html>")
      ),
      failing("cut-off-json", "the body ends early", "`provider_error`, and the call is not repeated", (in, out) ->
        out.cutOff("{\"jsonrpc\":")
      ),
      failing("invalid-json", "the body is not JSON", "`provider_error`", (in, out) -> out.json("{\"jsonrpc\":'2.0'}")),
      failing("json-of-another-id", "the response has another id", "`provider_error`", (in, out) ->
        out.json("{\"jsonrpc\":\"2.0\",\"id\":987654,\"result\":{\"content\":[]}}")
      )
    );
  }

  @FunctionalInterface
  private interface Answering {
    void answer(Peer peer, Incoming in, Outgoing out) throws IOException;
  }

  private static Oddity call(String name, String what, Answering answering) {
    return Oddity.of(
      name,
      what,
      ARRIVES,
      () -> {
        Peer peer = new Peer();
        return peer.on("tools/call", (in, out) -> answering.answer(peer, in, out));
      },
      Expect.fine()
    );
  }

  private static Oddity failing(String name, String what, String correct, Peer.Handler handler) {
    return Oddity.of(
      name,
      what,
      correct,
      () -> new Peer().on("tools/call", handler),
      play -> {
        Expect.failed(play, play.call(), 502, "provider_error");
        play.executed(1);
      }
    );
  }

  private static Oddity lost(String name, Supplier<Peer> kind, String method) {
    return Oddity.of(
      name,
      "the connection breaks during `" + method + "`, once",
      "the handshake is repeated",
      () -> {
        Peer peer = kind.get();
        return peer.before((in, out) -> {
          if (in.method().equals(method) && peer.received(method).size() == 1) {
            throw new IOException("lost on purpose");
          }
          peer.dispatch(in, out);
        });
      },
      play -> {
        play.works();
        play.executed(1);
      }
    );
  }

  private static Oddity redirect(String name, String what, int status) {
    return Oddity.of(
      name,
      what,
      "it is followed with method, headers and body",
      () -> {
        Peer peer = new Peer();
        return peer.before((in, out) -> {
          if (in.uri().endsWith("/moved")) {
            peer.dispatch(in, out);
          } else {
            out.header("Location", in.uri() + "/moved").empty(status);
          }
        });
      },
      Expect.fine()
    );
  }

  private static Oddity refusedRedirect(String name, String what, String correct, int status, String target) {
    return Oddity.of(
      name,
      what,
      correct,
      () ->
        new Peer().on("tools/call", (in, out) ->
          out.header("Location", in.uri().replace("/again", "") + target).empty(status)
        ),
      Expect.providerError(502, "provider_error", target)
    );
  }

  private static byte[] bomb() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      byte[] blanks = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < BOMB_MEGABYTES; i++) {
        out.write(blanks);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
