package io.keyfold.session.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.testing.MapState;
import io.keyfold.session.commands.AddSessionProvider;
import io.keyfold.session.commands.ArchiveSession;
import io.keyfold.session.commands.ClaimToolCall;
import io.keyfold.session.commands.CreateSession;
import io.keyfold.session.commands.RemoveSessionProvider;
import io.keyfold.session.commands.SessionCommand;
import io.keyfold.session.commands.UpdateSession;
import io.keyfold.session.commands.UpdateSessionProvider;
import io.keyfold.session.events.SessionEvent;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SessionDeciderTest {

  private final SessionDecider decider = new SessionDecider();
  private final MapState state = new MapState();

  @Test
  void aSessionIsCreatedWithItsProviders() {
    accepted(create("ses_1", "spr_1", "spr_2"));
    assertThat(session("ses_1").providerIds()).containsExactly("spr_1", "spr_2");
    assertThat(provider("spr_1").sessionId()).isEqualTo("ses_1");
  }

  @Test
  void tagsAreUniqueWithinASession() {
    accepted(create("ses_1", "spr_1", "spr_2"));
    accepted(add("ses_1", "spr_3"));
    assertThat(List.of(provider("spr_1").tag(), provider("spr_2").tag(), provider("spr_3").tag()))
      .doesNotHaveDuplicates()
      .allMatch(tag -> tag.matches("\\d{5}"));
  }

  @Test
  void aSessionCanBeUpdated() {
    accepted(create("ses_1"));
    accepted(new UpdateSession(Events.command("ses_1", null), "new", null, "{\"a\":1}"));
    assertThat(session("ses_1").name()).isEqualTo("new");
    assertThat(session("ses_1").version()).isEqualTo(2);
  }

  @Test
  void archivingASessionArchivesItsProvidersAndPreventsChanges() {
    accepted(create("ses_1", "spr_1"));
    accepted(new ArchiveSession(Events.command("ses_1", null)));
    assertThat(session("ses_1").archived()).isTrue();
    assertThat(provider("spr_1").archived()).isTrue();
    refused(ErrorCode.GONE, new UpdateSession(Events.command("ses_1", null), "new", null, null));
    refused(ErrorCode.GONE, new ArchiveSession(Events.command("ses_1", null)));
    refused(ErrorCode.GONE, new UpdateSessionProvider(Events.command("spr_1", null), "ses_1", null));
    refused(ErrorCode.USE_AFTER_DELETE, add("ses_1", "spr_2"));
  }

  @Test
  void aRemovedProviderIsNoLongerInTheSession() {
    accepted(create("ses_1", "spr_1", "spr_2"));
    accepted(new RemoveSessionProvider(Events.command("spr_1", null), "ses_1"));
    assertThat(session("ses_1").providerIds()).containsExactly("spr_2");
    refused(ErrorCode.GONE, new RemoveSessionProvider(Events.command("spr_1", null), "ses_1"));
  }

  @Test
  void missingObjectsAreNotFound() {
    refused(ErrorCode.NOT_FOUND, new ArchiveSession(Events.command("ses_1", null)));
    refused(ErrorCode.NOT_FOUND, new RemoveSessionProvider(Events.command("spr_1", null), "ses_1"));
    refused(ErrorCode.NOT_FOUND, add("ses_1", "spr_1"));
  }

  @Test
  void aToolCallIsClaimedInAnOpenSessionAndChangesNothingInIt() {
    refused(ErrorCode.NOT_FOUND, new ClaimToolCall(Events.command("tcl_1", null), "ses_1", "search_00000"));
    accepted(create("ses_1"));
    Session before = session("ses_1");
    accepted(new ClaimToolCall(Events.command("tcl_1", null), "ses_1", "search_00000"));
    assertThat(session("ses_1")).isEqualTo(before);
    accepted(new ArchiveSession(Events.command("ses_1", null)));
    refused(ErrorCode.USE_AFTER_DELETE, new ClaimToolCall(Events.command("tcl_2", null), "ses_1", "search_00000"));
  }

  @Test
  void aStaleVersionIsRejected() {
    accepted(create("ses_1"));
    refused(ErrorCode.PRECONDITION_FAILED, new ArchiveSession(Events.command("ses_1", 2L)));
    accepted(new ArchiveSession(Events.command("ses_1", 1L)));
  }

  @Test
  void aSessionHasAtMostAHundredProviders() {
    String[] ids = IntStream.range(0, 100)
      .mapToObj(i -> "spr_" + i)
      .toArray(String[]::new);
    accepted(create("ses_1", ids));
    refused(ErrorCode.INVALID_DATA, add("ses_1", "spr_more"));
  }

  private void accepted(SessionCommand command) {
    Decision<SessionEvent> decision = decider.decide(command, state);
    assertThat(decision).isInstanceOf(Decision.Accepted.class);
    state.apply(new SessionsFold(), ((Decision.Accepted<SessionEvent>) decision).events());
  }

  private void refused(ErrorCode code, SessionCommand command) {
    Decision<SessionEvent> decision = decider.decide(command, state);
    assertThat(decision).isInstanceOfSatisfying(Decision.Rejected.class, rejected ->
      assertThat(rejected.rejection().code()).isEqualTo(code)
    );
  }

  private Session session(String id) {
    return state.find(Session.key(Fixtures.TENANT, id)).orElseThrow();
  }

  private SessionProvider provider(String id) {
    return state.find(SessionProvider.key(Fixtures.TENANT, id)).orElseThrow();
  }

  private static CreateSession create(String id, String... providers) {
    List<io.keyfold.schema.SessionProvider> all = new ArrayList<>();
    for (String provider : providers) {
      all.add(wanted(provider, null));
    }
    return CreateSession.newBuilder().setMeta(Events.command(id, null)).setName("s").setProviders(all).build();
  }

  private static AddSessionProvider add(String sessionId, String id) {
    return new AddSessionProvider(Events.command(id, null), sessionId, wanted(id, null));
  }

  private static io.keyfold.schema.SessionProvider wanted(String id, @Nullable String authConfigId) {
    return io.keyfold.schema.SessionProvider.newBuilder()
      .setId(id)
      // All tags are equal, as after a collision.
      .setTag("99999")
      .setProviderId("prv_1")
      .setProviderDeploymentId("pdp_1")
      .setAuthConfigId(authConfigId)
      .build();
  }
}
