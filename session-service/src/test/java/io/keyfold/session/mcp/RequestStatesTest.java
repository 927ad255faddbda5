package io.keyfold.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.platform.testing.MovableClock;
import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.session.rpc.RawJson;
import io.keyfold.session.rpc.RpcMessage;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.McpMessages;
import io.keyfold.session.upstream.ReplyTo;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What clients hold for Keyfold belongs to one caller and one request. */
@Tag("promise-5")
class RequestStatesTest {

  private final MovableClock clock = new MovableClock(Fixtures.AT);
  private final DerivedSecrets secrets = TestVaults.keyset();
  private final RequestStates states = new RequestStates(secrets, clock);
  private final ReplyIds replies = new ReplyIds(secrets, clock);

  @Test
  void aStateIsReadByItsCallerForItsRequest() {
    String sealed = states.seal(
      Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"),
      request("a", null),
      server("theirs")
    );

    assertThat(states.of(Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"), request("a", sealed))).contains(
      server("theirs")
    );
    assertThat(states.of(Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"), request("a", null))).isEmpty();
    assertThat(sealed).doesNotContain("theirs");
  }

  @Test
  void aStateOfAnotherCallerOrRequestIsRejectedAsOneThatHasExpiredOrIsForged() {
    String sealed = states.seal(
      Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"),
      request("a", null),
      server("theirs")
    );

    rejected(Callers.caller(Fixtures.TENANT, "ses_2", "apk_1"), request("a", sealed));
    rejected(Callers.caller(Fixtures.TENANT, "ses_1", "apk_2"), request("a", sealed));
    rejected(Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"), request("b", sealed));
    rejected(Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"), request("a", sealed.substring(1)));
    rejected(Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"), request("a", "theirs"));
    clock.advance(Duration.ofHours(1));
    rejected(Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"), request("a", sealed));
  }

  @Test
  void aReplyGoesWhereItsRequestCameFrom() {
    ReplyIds.Address to = new ReplyIds.Address.Server("spr_1", new ReplyTo("s1", "2025-11-25", RawJson.number(7)));
    RawJson id = replies.seal(Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"), to);

    assertThat(replies.open(Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"), id)).contains(to);
    assertThat(replies.open(Callers.caller(Fixtures.TENANT, "ses_1", "apk_2"), id)).isEmpty();
    assertThat(replies.open(Callers.caller(Fixtures.TENANT, "ses_2", "apk_1"), id)).isEmpty();
    assertThat(replies.open(Callers.caller(Fixtures.TENANT, "ses_1", "apk_1"), RawJson.number(7))).isEmpty();
  }

  private void rejected(McpCaller caller, RpcMessage.Request request) {
    assertThatThrownBy(() -> states.of(caller, request)).isInstanceOf(McpError.class);
  }

  private static RequestStates.State server(String state) {
    return new RequestStates.State.Server(Optional.of(state));
  }

  private static RpcMessage.Request request(String argument, @Nullable String state) {
    String end = state == null ? "}" : ",'requestState':'" + state + "'}";
    return RpcMessage.Request.of(
      RawJson.number(1),
      "tools/call",
      McpMessages.object("{'name':'echo','arguments':{'a':'" + argument + "'}" + end)
    );
  }
}
