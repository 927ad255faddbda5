package io.keyfold.acceptance.mcp.oddities;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.mcp.agent.Answer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/** How servers say that something went wrong. */
final class ErrorOddities {

  private static final String PASSES = "code, message and data pass through";
  private static final String DATA = "{\"field\":\"a\",\"limit\":12345678901234567890,\"ratio\":0.10}";
  private static final String ERROR = "\"code\":-31999,\"message\":\"No such repository\",\"data\":" + DATA;
  private static final String URL_ELICITATION = """
  {"elicitations":[{"mode":"url","elicitationId":"e-1","url":"https://vendor.example/connect?e=1","message":"Connect"}]}""";

  private ErrorOddities() {}

  static List<Oddity> all() {
    return Stream.of(rpc(), http()).flatMap(List::stream).toList();
  }

  private static List<Oddity> rpc() {
    return List.of(
      rpcError("json-rpc-error-200", "a JSON-RPC error with HTTP 200", 200),
      rpcError("json-rpc-error-400", "a JSON-RPC error with HTTP 400", 400),
      rpcError("json-rpc-error-404", "a JSON-RPC error with HTTP 404", 404),
      rpcError("json-rpc-error-422", "a JSON-RPC error with HTTP 422", 422),
      rpcError("json-rpc-error-500", "a JSON-RPC error with HTTP 500", 500),
      Oddity.of(
        "json-rpc-error-event",
        "a JSON-RPC error in an event stream",
        PASSES,
        () -> {
          Peer peer = new Peer();
          return peer.on("tools/call", (in, out) -> {
            try (Events events = out.events()) {
              events.event(in.error(ERROR));
            }
          });
        },
        Expect.rpcError(-31999, "No such repository", DATA)
      ),
      Oddity.of(
        "url-elicitation-required",
        "error -32042 with links to open",
        PASSES,
        () -> new Peer().onCallError("\"code\":-32042,\"message\":\"Connect first\",\"data\":" + URL_ELICITATION),
        Expect.rpcError(-32042, "Connect first", URL_ELICITATION)
      ),
      Oddity.of(
        "unknown-members-of-errors",
        "an error has members that no version knows",
        "they pass through byte for byte",
        () ->
          new Peer().onCallError("\"code\":-31998,\"message\":\"No\",\"hint\":{\"retry\":1.0E2},\"data\":[1,\"b\"]"),
        Expect.rpcError(-31998, "No", "\"hint\":{\"retry\":1.0E2}", "\"data\":[1,\"b\"]")
      ),
      Oddity.of(
        "null-error-member",
        "a result with `\"error\": null` beside it",
        "it is a result",
        () -> {
          Peer peer = new Peer();
          return peer.on("tools/call", (in, out) ->
            out.json(peer.fine(in).replace(",\"result\"", ",\"error\":null,\"result\""))
          );
        },
        Expect.fine()
      ),
      Oddity.of(
        "tool-error",
        "a result with `isError`",
        "it passes as a result; the REST call has failed",
        () -> new Peer().onCall("{\"isError\":true,\"content\":[{\"type\":\"text\",\"text\":\"Quota used up\"}]}"),
        play -> {
          Answer answer = play.call();
          assertThat(answer.result().path("isError").asBoolean(false)).as("%s", answer).isTrue();
          assertThat(answer.raw()).as("%s", answer).contains("Quota used up");
          if (play.isRest()) {
            assertThat(answer.json().path("status").asString("")).isEqualTo("failed");
          }
        }
      )
    );
  }

  private static List<Oddity> http() {
    String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().plusSeconds(3600).atOffset(ZoneOffset.UTC));
    return List.of(
      limited("rate-limit", "429 with `Retry-After: 7`", "7", "7"),
      limited("rate-limit-with-date", "429 with a date in `Retry-After`", date, "3[0-6]\\d\\d"),
      Oddity.of(
        "rate-limit-in-json",
        "429 with a JSON-RPC error as its body",
        "as for any 429",
        () ->
          new Peer().on("tools/call", (in, out) ->
            out
              .header("Retry-After", "7")
              .body(429, Outgoing.JSON, in.error("\"code\":-32000,\"message\":\"Slow down\""))
          ),
        rateLimited("7")
      ),
      Oddity.of(
        "insufficient-scope",
        "403 whose challenge says `insufficient_scope`",
        "`provider_refused_credential`, naming the scope",
        () ->
          new Peer().on("tools/call", (in, out) -> {
            String challenge = "Bearer error=\"insufficient_scope\", scope=\"repo:write repo:admin\"";
            out.header("WWW-Authenticate", challenge).body(403, "text/plain", "Forbidden");
          }),
        Expect.providerError(502, "provider_refused_credential", "repo:write repo:admin")
      ),
      Oddity.of(
        "unauthorized",
        "401 for a call",
        "`provider_refused_credential`",
        () ->
          new Peer().on("tools/call", (in, out) ->
            out.header("WWW-Authenticate", "Bearer").body(401, "text/plain", "no")
          ),
        Expect.providerError(502, "provider_refused_credential")
      ),
      text("plain-text-500", "500 with plain text", 500, "The database is down", "The database is down"),
      text("plain-text-400", "400 with plain text", 400, "repository is archived", "repository is archived"),
      Oddity.of(
        "html-502",
        "502 with a proxy's page of HTML",
        "`provider_error` with the status, without the page",
        () -> new Peer().on("tools/call", (in, out) -> out.body(502, "text/html", "<html><h1>Bad Gateway</h1></html>")),
        play -> {
          Answer answer = play.call();
          Expect.failed(play, answer, 502, "provider_error", "502");
          assertThat(answer.raw()).as("%s", answer).doesNotContain("html>");
        }
      ),
      Oddity.of(
        "long-plain-text",
        "500 with 5,000 characters of text",
        "`provider_error` with the first 500",
        () -> new Peer().on("tools/call", (in, out) -> out.body(500, "text/plain", "abcde".repeat(1000))),
        play -> {
          Answer answer = play.call();
          Expect.failed(play, answer, 502, "provider_error", "abcde".repeat(99));
          assertThat(answer.raw()).as("%s", answer).doesNotContain("abcde".repeat(101));
        }
      )
    );
  }

  private static Oddity rpcError(String name, String what, int status) {
    return Oddity.of(
      name,
      what,
      PASSES,
      () -> new Peer().on("tools/call", (in, out) -> out.body(status, Outgoing.JSON, in.error(ERROR))),
      Expect.rpcError(-31999, "No such repository", DATA)
    );
  }

  private static Oddity text(String name, String what, int status, String text, String said) {
    return Oddity.of(
      name,
      what,
      "`provider_error` with the text",
      () -> new Peer().on("tools/call", (in, out) -> out.body(status, "text/plain", text)),
      Expect.providerError(502, "provider_error", said)
    );
  }

  private static Oddity limited(String name, String what, String header, String seconds) {
    return Oddity.of(
      name,
      what,
      "`provider_rate_limited`: REST has status 429 and `Retry-After`, MCP `data.retry_after`",
      () ->
        new Peer().on("tools/call", (in, out) -> out.header("Retry-After", header).body(429, "text/plain", "later")),
      rateLimited(seconds)
    );
  }

  private static Oddity.Check rateLimited(String seconds) {
    return play -> {
      Answer answer = play.call();
      Expect.failed(play, answer, 429, "provider_rate_limited");
      String inError = answer.error().path("data").path("retry_after").asString("");
      String said = play.isRest() ? answer.headers().first("Retry-After").orElse("none") : inError;
      assertThat(said).as("%s", answer).matches(seconds);
    };
  }
}
