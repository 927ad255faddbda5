package io.keyfold.session.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.CredentialKind;
import io.keyfold.session.catalogue.CredentialPolicy;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.CredentialsFold;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import org.jspecify.annotations.Nullable;

/** Random users, deployments, credentials, archives and sessions: no session acts as another user. */
@Tag("promise-5")
class UserCredentialPropertyTest {

  private static final CredentialsFold FOLD = new CredentialsFold();

  private static final PublishedProvider PROVIDER = new PublishedProvider(
    "prv_1",
    1,
    "pve_1",
    "One",
    "https://one.example/mcp",
    List.of(new PublishedProvider.Method("pam_1", "oauth", List.of(Fixtures.BEARER), null, true)),
    List.of(),
    null,
    null
  );

  /**
   * A credential and its fate.
   *
   * @param kind null for a grant
   * @param end how it ended
   */
  record Given(
    @Nullable CredentialKind kind,
    @Nullable String deployment,
    @Nullable String user,
    @Nullable String label,
    End end
  ) {
    boolean authenticates() {
      return end != End.ARCHIVED && kind != CredentialKind.OAUTH_APP;
    }
  }

  enum End {
    NONE,
    CHANGED,
    BROKEN,
    RECONNECTED,
    ARCHIVED,
  }

  record Asked(String deployment, CredentialPolicy policy, CredentialSelector selector) {
    @Nullable
    String user() {
      return selector.user();
    }

    boolean plain() {
      return selector.authConfigId() == null && selector.label() == null;
    }
  }

  @Provide
  Arbitrary<List<Given>> credentials() {
    return Combinators.combine(
      Arbitraries.of(CredentialKind.MANUAL, CredentialKind.OAUTH_MANUAL, CredentialKind.OAUTH_APP).injectNull(0.5),
      Arbitraries.of("pdp_1", "pdp_2").injectNull(0.3),
      Arbitraries.of("ann", "bob", "ann/pac_1", "a%2Fb", "prv_1").injectNull(0.3),
      Arbitraries.of("work", "home").injectNull(0.5),
      Arbitraries.of(End.class)
    )
      .as((kind, deployment, user, label, end) ->
        new Given(kind, deployment, kind == CredentialKind.OAUTH_APP ? null : user, label, end)
      )
      .list()
      .ofMaxSize(9);
  }

  @Provide
  Arbitrary<Asked> sessions() {
    return Combinators.combine(
      Arbitraries.of("pdp_1", "pdp_2"),
      Arbitraries.of(CredentialPolicy.class),
      Arbitraries.of("ann", "bob", "ann/pac_1", "a%2Fb", "prv_1").injectNull(0.2),
      Arbitraries.of("pac_0", "pac_1", "pac_2", "pac_3").injectNull(0.7),
      Arbitraries.of("work", "home").injectNull(0.7)
    ).as((deployment, policy, user, named, label) ->
      new Asked(deployment, policy, new CredentialSelector(user, named, named == null && user != null ? label : null))
    );
  }

  @Property(tries = 2000)
  void aChosenCredentialIsTheUsersOrTheDeploymentsOwnAndAllowed(
    @ForAll("credentials") List<Given> given,
    @ForAll("sessions") Asked asked
  ) {
    if (choose(given, asked) instanceof Choice.Chosen chosen) {
      Given used = given.get(number(chosen.config()));
      assertThat(used.user()).isIn(asked.user(), null);
      assertThat(used.authenticates()).isTrue();
      assertThat(used.deployment()).isIn(asked.deployment(), null);
      assertThat(used.user() == null ? asked.policy().allowsOwn() : asked.policy().allowsUsers()).isTrue();
      if (asked.selector().authConfigId() != null) {
        assertThat(chosen.config().id()).isEqualTo(asked.selector().authConfigId());
      }
      if (asked.selector().label() != null) {
        assertThat(used.user()).isEqualTo(asked.user());
        assertThat(used.label()).isEqualTo(asked.selector().label());
      }
    }
  }

  @Property(tries = 2000)
  void otherUsersCredentialsMakeNoDifference(
    @ForAll("credentials") List<Given> given,
    @ForAll("sessions") Asked asked
  ) {
    assertThat(choose(given, asked)).isEqualTo(
      choose(given, asked, one -> one.user() == null || one.user().equals(asked.user()))
    );
  }

  @Property(tries = 2000)
  void aUserWithACredentialNeverGetsTheDeploymentsOwn(
    @ForAll("credentials") List<Given> given,
    @ForAll("sessions") Asked asked
  ) {
    boolean owns = given
      .stream()
      .anyMatch(
        one ->
          one.authenticates() &&
          Objects.equals(one.user(), asked.user()) &&
          (one.deployment() == null || one.deployment().equals(asked.deployment()))
      );
    if (asked.user() != null && asked.plain() && owns && asked.policy().allowsUsers()) {
      assertThat(choose(given, asked)).isEqualTo(choose(given, asked, one -> one.user() != null));
    }
  }

  @Property(tries = 2000)
  void amongAUsersCredentialsRecencyMakesNoDifference(
    @ForAll("credentials") List<Given> given,
    @ForAll("sessions") Asked asked
  ) {
    if (asked.selector().authConfigId() == null) {
      Predicate<Given> owned = one -> one.user() != null;
      Choice forwards = choose(given, asked, owned);
      Choice backwards = choose(given.reversed(), asked, owned);
      assertThat(described(forwards, given)).isEqualTo(described(backwards, given.reversed()));
    }
  }

  private static Object described(Choice choice, List<Given> given) {
    return switch (choice) {
      case Choice.Chosen chosen -> given.get(number(chosen.config()));
      case Choice.Refused refused -> refused.code();
      case Choice.NoneNeeded none -> none;
    };
  }

  private static Choice choose(List<Given> given, Asked asked) {
    return choose(given, asked, one -> true);
  }

  private static Choice choose(List<Given> given, Asked asked, Predicate<Given> kept) {
    List<AuthConfigEvent> log = new ArrayList<>();
    Map<String, Given> numbered = new TreeMap<>();
    for (int i = 0; i < given.size(); i++) {
      if (kept.test(given.get(i))) {
        numbered.put("pac_" + i, given.get(i));
      }
    }
    numbered.forEach((id, one) -> log.add(created(id, one)));
    numbered.forEach((id, one) -> log.addAll(after(id, one)));
    return ResolutionRule.choose(
      MapState.of(FOLD, log),
      Fixtures.TENANT,
      deployment(asked),
      PROVIDER,
      asked.selector()
    );
  }

  private static AuthConfigEvent created(String id, Given one) {
    return one.kind() == null
      ? Events.grant(Fixtures.TENANT, id, one.deployment(), one.user(), one.label())
      : AuthConfigCreated.newBuilder(Events.authConfig(Fixtures.TENANT, id, one.deployment(), one.kind()))
          .setUser(one.user())
          .setLabel(one.label())
          .build();
  }

  private static List<AuthConfigEvent> after(String id, Given one) {
    boolean grant = one.kind() == null;
    return switch (one.end()) {
      case NONE -> List.of();
      case CHANGED -> List.of(Events.rebound(id, 2, one.deployment()));
      case BROKEN -> grant ? List.of(Events.broken(id, 2)) : List.of();
      case RECONNECTED -> grant ? List.of(Events.broken(id, 2), Events.reconnected(id, 3, 2)) : List.of();
      case ARCHIVED -> List.of(Events.authConfigArchived(Fixtures.TENANT, id, 2));
    };
  }

  private static Deployment deployment(Asked asked) {
    return new Deployment(
      asked.deployment(),
      1,
      "prv_1",
      null,
      null,
      null,
      ToolFilter.ALLOW_ALL,
      null,
      asked.policy(),
      null,
      false,
      Fixtures.AT,
      Fixtures.AT
    );
  }

  private static int number(AuthConfig config) {
    return Integer.parseInt(config.id().substring("pac_".length()));
  }
}
