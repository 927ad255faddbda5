package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Upstream sessions, versions and eras. */
final class SessionOddities {

  private static final String AGAIN = "a new session is made, and the call repeated once";
  private static final String NO_SESSION =
    "{\"jsonrpc\":\"2.0\",\"id\":null,\"error\":{\"code\":%d,\"message\":\"%s\"}}";

  private SessionOddities() {}

  static List<Oddity> all() {
    return Stream.of(forgotten(), sessions(), eras()).flatMap(List::stream).toList();
  }

  private static List<Oddity> forgotten() {
    return List.of(
      restart("forgot-session-404", "after a restart its session is unknown: 404", 404, ""),
      restart(
        "forgot-session-404-json",
        "the same with a JSON-RPC error",
        404,
        NO_SESSION.formatted(-32001, "Session not found")
      ),
      restart(
        "forgot-session-400",
        "after a restart: 400 `No valid session ID provided`",
        400,
        NO_SESSION.formatted(-32000, "Bad Request: No valid session ID provided")
      ),
      restart(
        "forgot-session-not-initialized",
        "after a restart: 400 `Server not initialized`",
        400,
        NO_SESSION.formatted(-32000, "Bad Request: Server not initialized")
      ),
      restart(
        "forgot-session-400-text",
        "after a restart: 400 with the text `Invalid session ID`",
        400,
        "Invalid session ID"
      ),
      Oddity.of(
        "forgets-every-session",
        "404 to each call, in a new session too",
        "an error after one repetition",
        () -> new Peer().on("tools/call", (in, out) -> out.empty(404)),
        play -> {
          Expect.failed(play, play.call(), 502, "provider_error");
          assertThat(play.peer().received("tools/call")).hasSizeBetween(1, 2);
        }
      )
    );
  }

  private static List<Oddity> sessions() {
    return List.of(
      fine("no-session-id", "a classic server without sessions", () -> {
        Peer peer = new Peer();
        ClassicEra era = new ClassicEra("2025-11-25");
        return peer
          .on("initialize", (in, out) -> out.json(in.result(era.initialized())))
          .on("notifications/initialized", (in, out) -> out.empty(202))
          .on("tools/call", (in, out) -> out.json(peer.fine(in)));
      }),
      fine("initialized-is-answered-200", "200 and JSON for `notifications/initialized`", () ->
        new Peer().on("notifications/initialized", (in, out) -> out.json("{}"))
      ),
      fine("initialized-is-answered-204", "204 for `notifications/initialized`", () ->
        new Peer().on("notifications/initialized", (in, out) -> out.empty(204))
      ),
      fine("initialize-as-events", "`initialize` is answered by an event stream that stays open", () -> {
        Peer peer = new Peer();
        ClassicEra era = new ClassicEra("2025-11-25");
        return peer.speak(era).on("initialize", (in, out) -> {
          Events events = out.header("Mcp-Session-Id", era.newSession()).events();
          events.event(in.result(era.initialized()));
          peer.note("closed", events.untilClosed(100));
        });
      }),
      Oddity.of(
        "session-id-changes",
        "each answer carries a new session id, which replaces the last",
        "calls go on to work",
        () -> {
          Peer peer = new Peer();
          ClassicEra era = new ClassicEra("2025-11-25");
          return peer.speak(era).on("tools/call", (in, out) -> {
            if (era.knows(in)) {
              era.restart();
              out.header("Mcp-Session-Id", era.newSession()).json(peer.fine(in));
            } else {
              out.empty(404);
            }
          });
        },
        play -> {
          play.works();
          play.works();
          play.works();
        }
      )
    );
  }

  private static List<Oddity> eras() {
    return List.of(
      version("2025-06-18"),
      version("2025-03-26"),
      version("2024-11-05"),
      fine("modern-server", "a server of 2026-07-28 alone", Peer::modern),
      fine("no-result-type", "a modern server leaves out `resultType`, `ttlMs` and `cacheScope`", () ->
        Peer.modern().on("tools/call", (in, out) -> out.json(in.result(Peer.FINE)))
      ),
      fine("modern-version-refused", "-32022 to 2026-07-28, with 2025-11-25 in `supported`", () -> {
        Peer peer = new Peer();
        return peer.before((in, out) -> {
          if (in.isModern()) {
            String data = "{\"supported\":[\"2025-11-25\"],\"requested\":\"2026-07-28\"}";
            String error = "\"code\":-32022,\"message\":\"Unsupported protocol version\",\"data\":" + data;
            out.body(400, Outgoing.JSON, in.error(error));
          } else {
            peer.dispatch(in, out);
          }
        });
      }),
      fine("modern-request-404", "a classic server answers modern requests with 404 and no body", () ->
        refusesModern(404, "")
      ),
      fine("modern-request-400-text", "a classic server answers modern requests with 400 and a text", () ->
        refusesModern(400, "Missing session ID")
      ),
      fine("modern-request-200-error", "a classic server answers modern requests with 200 and an error", () ->
        refusesModern(200, NO_SESSION.formatted(-32600, "Invalid request"))
      ),
      fine("refuses-modern-meta", "a classic server refuses requests with the `_meta` of modern ones", () -> {
        Peer peer = new Peer();
        return peer.before((in, out) -> {
          if (in.hasModernMeta() && !in.isModern()) {
            out.body(
              400,
              Outgoing.JSON,
              in.error("\"code\":-32600,\"message\":\"Version does not agree with the header\"")
            );
          } else {
            peer.dispatch(in, out);
          }
        });
      }),
      changes("era-becomes-modern", "it is replaced by a server of 2026-07-28", false),
      changes("era-becomes-classic", "it is replaced by a server of 2025-11-25", true)
    );
  }

  private static Oddity fine(String name, String what, Supplier<Peer> peer) {
    return Oddity.of(name, what, "the call works", peer, Expect.fine());
  }

  private static Oddity version(String version) {
    return Oddity.of(
      "version-" + version,
      "a server that speaks " + version,
      "the call works, with the agreed version in `MCP-Protocol-Version`",
      () -> new Peer().speak(new ClassicEra(version)),
      play -> {
        play.works();
        Incoming call = play.peer().received("tools/call").getLast();
        assertThat(call.header("MCP-Protocol-Version")).isIn(
          version,
          version.compareTo("2025-06-18") < 0 ? "" : version
        );
      }
    );
  }

  private static Peer refusesModern(int status, String body) {
    Peer peer = new Peer();
    return peer.before((in, out) -> {
      if (in.isModern()) {
        out.body(status, body.startsWith("{") ? Outgoing.JSON : "text/plain", body);
      } else {
        peer.dispatch(in, out);
      }
    });
  }

  private static Oddity restart(String name, String what, int status, String body) {
    return Oddity.of(
      name,
      what,
      AGAIN,
      () -> {
        Peer peer = new Peer();
        ClassicEra era = new ClassicEra("2025-11-25");
        AtomicBoolean restarted = new AtomicBoolean();
        peer.note(
          "restart",
          (Runnable) () -> {
            era.restart();
            restarted.set(true);
          }
        );
        return peer.speak(era).before((in, out) -> {
          boolean lost = restarted.get() && !in.isModern() && !in.header("Mcp-Session-Id").isEmpty() && !era.knows(in);
          if (lost) {
            out.body(status, body.startsWith("{") ? Outgoing.JSON : "text/plain", body);
          } else {
            peer.dispatch(in, out);
          }
        });
      },
      play -> {
        play.works();
        ((Runnable) play.peer().noted("restart").orElseThrow()).run();
        play.works();
        // The call before the restart, the refused one and its repetition.
        play.executed(3);
      }
    );
  }

  private static Oddity changes(String name, String what, boolean modernFirst) {
    return Oddity.of(
      name,
      what,
      "the era is detected again, and the call works",
      modernFirst ? Peer::modern : Peer::new,
      play -> {
        play.works();
        play.peer().speak(modernFirst ? new ClassicEra("2025-11-25") : new ModernEra());
        play.works();
        play.works();
      }
    );
  }
}
