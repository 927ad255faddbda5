package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.mcp.agent.Answer;
import io.keyfold.acceptance.mcp.agent.McpAgent;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** What passes during a call: requests and notifications of the server, progress, polling and cancellation. */
final class ConversationOddities {

  private static final String NOTE = "{\"jsonrpc\":\"2.0\",\"method\":\"%s\",\"params\":{%s}}";

  private ConversationOddities() {}

  static List<Oddity> all() {
    return Stream.of(requests(), notifications(), polling(), cancelled()).flatMap(List::stream).toList();
  }

  private static List<Oddity> requests() {
    return List.of(
      asks("ping", "the server sends `ping` during the call", "it is answered by the relay", "ping", "", reply ->
        assertThat(reply.path("result").isObject()).as("%s", reply).isTrue()
      ),
      asks(
        "unknown-request",
        "the server sends a request of an unknown method",
        "-32601 at once",
        "vendor/ask",
        "",
        reply -> assertThat(reply.path("error").path("code").asInt()).as("%s", reply).isEqualTo(-32601)
      ),
      asked(
        "elicitation",
        "elicitation/create",
        """
        "mode":"form","message":"Which?","requestedSchema":{"type":"object","properties":{"answer":{"type":"string"}}}""",
        "elicited"
      ),
      asked(
        "sampling",
        "sampling/createMessage",
        """
        "messages":[{"role":"user","content":{"type":"text","text":"Hello"}}],"maxTokens":10""",
        "sampled"
      ),
      asked("roots", "roots/list", "", "rooted")
    );
  }

  private static List<Oddity> notifications() {
    return List.of(
      notifies("unknown-notification", "notifications/vendor/thing", "\"x\":0.10", ""),
      notifies("logging", "notifications/message", "\"level\":\"warning\",\"data\":{\"x\":0.10}", LOG_LEVEL),
      Oddity.of(
        "logging-not-asked-for",
        "a log message although the modern client set no level",
        "the client does not get it",
        () -> noted("notifications/message", "\"level\":\"warning\",\"data\":\"x\""),
        play -> assertThat(play.works().notifications("notifications/message")).isEmpty()
      ).on(Oddity.Api.MODERN),
      progress("progress", "\"client token 1\""),
      progress("progress-with-numeric-token", "4711"),
      Oddity.of(
        "progress-without-token",
        "progress although the client gave no token",
        "the call works, and the client gets none",
        () -> noted("notifications/progress", "\"progressToken\":\"other\",\"progress\":1"),
        play -> assertThat(play.works().notifications("notifications/progress")).isEmpty()
      )
    );
  }

  private static final String LOG_LEVEL = "\"io.modelcontextprotocol/logLevel\":\"debug\"";

  private static List<Oddity> polling() {
    return List.of(polled("polling", 1), polled("polling-twice", 2));
  }

  private static List<Oddity> cancelled() {
    return List.of(
      Oddity.of(
        "cancelled-call",
        "the client cancels a call that the server works on",
        "the server gets `notifications/cancelled` with the id that it knows",
        () -> {
          Peer peer = new Peer();
          return peer.on("tools/call", (in, out) -> {
            Events events = out.events();
            peer.note("cancelled", peer.await(other -> cancels(in, other)).isPresent());
            events.untilClosed(20);
          });
        },
        play -> {
          McpAgent.Pending call = play.agent().mcp().begin("act", "{}");
          assertThat(play.peer().await(in -> in.method().equals("tools/call"))).isPresent();
          call.cancel();
          Incoming begun = play.peer().received("tools/call").getFirst();
          assertThat(play.peer().await(in -> cancels(begun, in)))
            .as("notifications/cancelled")
            .isPresent();
        }
      ).overMcp(),
      Oddity.of(
        "cancelled-call-at-a-modern-server",
        "the same at a server of 2026-07-28",
        "the stream to the server is closed",
        () -> {
          Peer peer = Peer.modern();
          return peer.on("tools/call", (in, out) -> peer.note("closed", out.events().untilClosed(75)));
        },
        play -> {
          McpAgent.Pending call = play.agent().mcp().begin("act", "{}");
          assertThat(play.peer().await(in -> in.method().equals("tools/call"))).isPresent();
          call.cancel();
          Awaitility.await().untilAsserted(() -> assertThat(play.peer().noted("closed")).isEqualTo(Optional.of(true)));
        }
      ).overMcp()
    );
  }

  @FunctionalInterface
  private interface Replied {
    void check(JsonNode reply);
  }

  /** The server asks something that the relay answers by itself. */
  private static Oddity asks(String name, String what, String correct, String method, String params, Replied replied) {
    return Oddity.of(
      name,
      what,
      correct,
      () -> asking(method, params),
      play -> {
        play.works();
        replied.check(
          play
            .peer()
            .await(in -> answers(in))
            .orElseThrow()
            .json()
        );
      }
    );
  }

  /** The server asks the client; REST has no one to ask. */
  private static Oddity asked(String name, String method, String params, String said) {
    return Oddity.of(
      name + "-during-a-call",
      "the server sends `" + method + "` during the call",
      "the client's answer reaches the server; a client that cannot answer is -32601 at once",
      () -> asking(method, params),
      play -> {
        play.works();
        JsonNode reply = play.peer().await(ConversationOddities::answers).orElseThrow().json();
        if (play.isRest()) {
          assertThat(reply.path("error").path("code").asInt()).as("%s", reply).isEqualTo(-32601);
        } else {
          assertThat(reply.path("result").toString()).as("%s", reply).contains(said);
        }
      }
    );
  }

  /** Sends a request, and the response to the call once it was answered. */
  private static Peer asking(String method, String params) {
    Peer peer = new Peer();
    return peer.on("tools/call", (in, out) -> {
      try (Events events = out.events()) {
        events.event(
          "{\"jsonrpc\":\"2.0\",\"id\":\"ask-1\",\"method\":\"" + method + "\",\"params\":{" + params + "}}"
        );
        boolean answered = peer.await(ConversationOddities::answers).isPresent();
        events.event(answered ? peer.fine(in) : in.error("\"code\":-32000,\"message\":\"no answer\""));
      }
    });
  }

  private static boolean answers(Incoming in) {
    return in.method().isEmpty() && in.id().equals("\"ask-1\"");
  }

  private static boolean cancels(Incoming call, Incoming in) {
    return (
      in.method().equals("notifications/cancelled") && in.params().path("requestId").equals(call.json().path("id"))
    );
  }

  private static Oddity notifies(String name, String method, String params, String meta) {
    return Oddity.of(
      name,
      "the server sends `" + method + "` during the call",
      "an MCP client gets it before the response",
      () -> noted(method, params),
      play -> {
        Answer answer = play.worked(play.agent().call("act", "{}", meta));
        if (!play.isRest()) {
          assertThat(answer.notifications())
            .as("%s", answer)
            .anyMatch(note -> note.contains(params));
        }
      }
    );
  }

  private static Peer noted(String method, String params) {
    return new Peer().onCallEvents("data: " + NOTE.formatted(method, params) + "\n\ndata: %s\n\n");
  }

  private static Oddity progress(String name, String token) {
    return Oddity.of(
      name,
      "a slow tool reports progress on the token " + token,
      "an MCP client gets it under its own token, in order",
      () -> {
        Peer peer = new Peer();
        return peer.on("tools/call", (in, out) -> {
          try (Events events = out.events()) {
            String upstream = in.params().path("_meta").path("progressToken").toString();
            for (int step = 1; step <= 5 && !upstream.isEmpty(); step++) {
              String params = "\"progressToken\":%s,\"progress\":%d,\"total\":5".formatted(upstream, step);
              events.event(NOTE.formatted("notifications/progress", params)).pause();
            }
            events.event(peer.fine(in));
          }
        });
      },
      play -> {
        Answer answer = play.worked(play.agent().call("act", "{}", "\"progressToken\":" + token));
        if (!play.isRest()) {
          List<JsonNode> steps = answer.notifications("notifications/progress");
          assertThat(steps)
            .extracting(step -> step.path("params").path("progressToken").toString())
            .containsOnly(token);
          assertThat(steps)
            .extracting(step -> step.path("params").path("progress").asInt())
            .isEqualTo(IntStream.rangeClosed(1, 5).boxed().toList());
        }
      }
    );
  }

  /** The stream is closed before the response, which comes on a stream of GET after {@code Last-Event-ID}. */
  private static Oddity polled(String name, int times) {
    return Oddity.of(
      name,
      "the stream closes before the response, which follows on GET after `Last-Event-ID`; " + times + " time(s)",
      "the result arrives, and the call is not repeated",
      () -> {
        Peer peer = new Peer();
        return peer
          .on("tools/call", (in, out) -> {
            peer.note("response", peer.fine(in));
            try (Events events = out.events()) {
              events.raw("id: at-0\nretry: 10\ndata: \n\n");
            }
          })
          .on("GET", (in, out) -> {
            if (!in.header("Last-Event-ID").startsWith("at-")) {
              out.empty(405);
              return;
            }
            int next = Integer.parseInt(in.header("Last-Event-ID").substring(3)) + 1;
            try (Events events = out.events()) {
              String response = peer.noted("response").orElseThrow().toString();
              events.raw("id: at-" + next + "\nretry: 10\ndata: " + (next < times ? "" : response) + "\n\n");
            }
          });
      },
      play -> {
        play.works();
        play.executed(1);
      }
    );
  }
}
