package io.keyfold.authconfig.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.commands.CreateAuthConfig;
import io.keyfold.authconfig.commands.EraseUser;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.SetupSessionArchived;
import io.keyfold.authconfig.events.UserErased;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.testing.GivenGrant;
import io.keyfold.authconfig.testing.GivenSetup;
import io.keyfold.authconfig.tokens.GrantTokens;
import io.keyfold.authconfig.users.model.TenantUser;
import io.keyfold.authconfig.users.model.Users;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.schema.Event;
import io.keyfold.schema.TokenChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class UserDecisionsTest {

  @Test
  @Tag("promise-5")
  void allCredentialsOfTheUserAreArchivedAndNoOthers() {
    Scenario scenario = Scenario.given(
      key("pac_1", "ann", null),
      GivenGrant.connect("pac_2"),
      key("pac_3", "user-1", null),
      Given.create("pac_4").build()
    );

    List<Event> events = scenario.when(erase(scenario, "user-1").build());

    assertThat(archived(events)).containsExactly("pac_2", "pac_3");
    assertThat(of(events, AuthConfigArchived.class)).allSatisfy(event -> {
      assertThat(event.getCause()).isEqualTo("user_erased");
      assertThat(event.getUser()).isEqualTo("user-1");
    });
    assertThat(of(events, UserErased.class))
      .singleElement()
      .satisfies(event -> {
        assertThat(event.getArchived()).isEqualTo(2);
        assertThat(event.getComplete()).isTrue();
      });
  }

  @Test
  @Tag("promise-4")
  void aTypedKeyIsErasedAndAGrantsTokensWaitForTheirRevocation() {
    Scenario scenario = Scenario.given(GivenGrant.connect("pac_2"), key("pac_3", "user-1", null));

    List<Event> events = scenario.when(erase(scenario, "user-1").build());

    assertThat(of(events, AuthConfigArchived.class))
      .extracting(AuthConfigArchived::getKeyId)
      .containsExactly(null, "key_1");
    assertThat(of(events, GrantTokens.class)).extracting(GrantTokens::getChange).containsExactly(TokenChange.ARCHIVED);
    assertThat(scenario.state().find(TokenState.key(Given.ACME, "pac_2"))).hasValueSatisfying(tokens ->
      assertThat(tokens.archived()).isTrue()
    );
  }

  @Test
  @Tag("promise-7")
  void aPendingReconnectAndItsGrantAreOneRecord() {
    Scenario scenario = Scenario.given(
      GivenGrant.connect(GivenSetup.CONFIG, GivenSetup.tokens("one", "ada"), "alice"),
      GivenSetup.create().setReconnect(true).build(),
      GivenSetup.claim("a1"),
      GivenSetup.submit("a1", "browser").setTokens(GivenSetup.tokens("a1", "bob")).build()
    );

    List<Event> events = scenario.when(erase(scenario, "alice").build());

    assertThat(of(events, SetupSessionArchived.class)).hasSize(1);
    assertThat(of(events, GrantTokens.class))
      .singleElement()
      .satisfies(record -> {
        assertThat(record.getArchived()).isTrue();
        assertThat(record.getDiscarded()).as("revoked before the grant's own").hasSize(1);
      });
  }

  @Test
  void theCredentialsOfOneProviderOrDeploymentCanBeErased() {
    Scenario scenario = Scenario.given(
      GivenGrant.connect("pac_1"),
      key("pac_2", "user-1", "pdp_1"),
      key("pac_3", "user-1", "pdp_2")
    );

    assertThat(
      archived(scenario.when(erase(scenario, "user-1").setProviderDeploymentId("pdp_1").build()))
    ).containsExactly("pac_2");
    assertThat(archived(scenario.when(erase(scenario, "user-1").setProviderId("prv_exa").build()))).containsExactly(
      "pac_3"
    );
    assertThat(archived(scenario.when(erase(scenario, "user-1").build()))).containsExactly("pac_1");
    assertThat(archived(scenario.when(erase(scenario, "user-1").build()))).isEmpty();
  }

  @Test
  void oneCommandArchivesALimitedNumberAndSaysSo() {
    Scenario scenario = Scenario.given();
    for (int i = 0; i < UserDecisions.MAX_ERASED + 1; i++) {
      scenario.when(key("pac_%04d".formatted(i), "ann", "pdp_" + i));
    }

    List<Event> first = scenario.when(erase(scenario, "ann").build());
    List<Event> second = scenario.when(erase(scenario, "ann").build());

    assertThat(archived(first)).hasSize(UserDecisions.MAX_ERASED);
    assertThat(of(first, UserErased.class).getFirst().getComplete()).isFalse();
    assertThat(archived(second)).hasSize(1);
    assertThat(of(second, UserErased.class).getFirst().getComplete()).isTrue();
  }

  @Test
  void anUnknownUserIsNotFound() {
    Scenario.given(key("pac_1", "ann", null)).refused(
      EraseUser.newBuilder().setMeta(Given.meta("usr_nobody", null)).build(),
      ErrorCode.NOT_FOUND
    );
  }

  @Test
  void aUsersCredentialsForOneDeploymentHaveDifferentLabels() {
    Scenario scenario = Scenario.given(key("pac_1", "ann", "pdp_1"));
    scenario.refused(key("pac_2", "ann", "pdp_1"), ErrorCode.CONFLICT);
    scenario.when(
      CreateAuthConfig.newBuilder(key("pac_2", "ann", "pdp_1"))
        .setLabel("home")
        .build()
    );
    scenario.when(key("pac_3", "bob", "pdp_1"));
    scenario.when(key("pac_4", "ann", "pdp_2"));
    scenario.when(Given.archive("pac_1"));
    scenario.when(key("pac_5", "ann", "pdp_1"));
  }

  @Test
  @Tag("promise-7")
  void replayedEventsGiveTheSameUsers() {
    Scenario scenario = Scenario.given(key("pac_1", "a/b", null), GivenGrant.connect("pac_2"));
    List<Event> events = new ArrayList<>(scenario.when(erase(scenario, "a/b").build()));
    String before = scenario.state().toString();

    scenario.state().apply(AuthConfigFolds.all(), events);

    assertThat(scenario.state()).hasToString(before);
  }

  private static CreateAuthConfig key(String id, String user, @Nullable String deployment) {
    return Given.create(id).setUser(user).setProviderDeploymentId(deployment).build();
  }

  private static EraseUser.Builder erase(Scenario scenario, String user) {
    TenantUser known = Users.find(scenario.state(), Given.ACME, user).orElseThrow();
    return EraseUser.newBuilder().setMeta(Given.meta(known.id(), null));
  }

  private static List<String> archived(List<Event> events) {
    return of(events, AuthConfigArchived.class)
      .stream()
      .map(event -> event.getMeta().getObjectId())
      .toList();
  }

  private static <E extends Event> List<E> of(List<Event> events, Class<E> type) {
    return events.stream().filter(type::isInstance).map(type::cast).toList();
  }
}
