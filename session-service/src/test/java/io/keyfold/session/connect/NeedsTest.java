package io.keyfold.session.connect;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.testing.MapState;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.schema.CredentialKind;
import io.keyfold.schema.SetupSessionType;
import io.keyfold.session.catalogue.CredentialPolicy;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.CredentialsFold;
import io.keyfold.session.resolve.CredentialSelector;
import io.keyfold.session.testing.Events;
import io.keyfold.session.testing.Fixtures;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a session's user is asked to connect. */
class NeedsTest {

  private static final CredentialSelector ANN = new CredentialSelector("ann", null, null);
  private static final Need FIRST = new Need("prv_1", "One", "pdp_1", "ann", null, null, SetupSessionType.AUTH_ONLY);

  @Test
  void aUserWithoutCredentialConnects() {
    assertThat(need(ANN, null)).isEqualTo(FIRST);
    assertThat(need(ANN, ErrorCode.AUTHENTICATION_REQUIRED)).isEqualTo(FIRST);
    assertThat(need(new CredentialSelector("ann", null, "work"), null)).isEqualTo(
      new Need("prv_1", "One", "pdp_1", "ann", "work", null, SetupSessionType.AUTH_ONLY)
    );
  }

  @Test
  @Tag("promise-5")
  void whoHasACredentialConnectsNothingAndOthersCredentialsDoNotCount() {
    assertThat(need(ANN, null, grant("pac_1", "ann"))).isNull();
    assertThat(need(ANN, ErrorCode.AUTHENTICATION_REQUIRED, grant("pac_1", "ann"))).isNull();
    assertThat(need(ANN, null, grant("pac_1", "bob"))).isEqualTo(FIRST);
  }

  @Test
  void withoutAUserThereIsNobodyToAsk() {
    assertThat(need(CredentialSelector.NONE, ErrorCode.AUTHENTICATION_REQUIRED)).isNull();
    assertThat(need(CredentialSelector.NONE, ErrorCode.AUTH_CONFIG_REQUIRED)).isNull();
  }

  @Test
  void whatTheDeploymentOrTheSessionDecidesNoUserCanConnect() {
    assertThat(need(CredentialPolicy.SHARED, true, ANN, null)).isNull();
    assertThat(need(new CredentialSelector("ann", "pac_9", null), ErrorCode.AUTHENTICATION_REQUIRED)).isNull();
    AuthConfigCreated own = Events.authConfig(Fixtures.TENANT, "pac_9", "pdp_1", CredentialKind.MANUAL);
    assertThat(need(ANN, ErrorCode.PROVIDER_REFUSED_CREDENTIAL, own)).isNull();
  }

  @Test
  void aProviderWithoutAPageAsksNobody() {
    assertThat(need(CredentialPolicy.USER_REQUIRED, false, ANN, null)).isNull();
    assertThat(need(CredentialPolicy.USER_REQUIRED, true, ANN, null)).isEqualTo(FIRST);
  }

  @Test
  void aBrokenGrantIsReconnected() {
    Need again = new Need(
      "prv_1",
      "One",
      "pdp_1",
      "ann",
      null,
      new Need.Broken("pac_1", "pam_1"),
      SetupSessionType.AUTH_ONLY
    );
    assertThat(need(ANN, null, grant("pac_1", "ann"), Events.broken("pac_1", 2))).isEqualTo(again);
    assertThat(need(ANN, ErrorCode.AUTHENTICATION_EXPIRED, grant("pac_1", "ann"))).isEqualTo(again);
    assertThat(need(ANN, ErrorCode.PROVIDER_REFUSED_CREDENTIAL, grant("pac_1", "ann"))).isNull();
  }

  @Test
  void aRefusedKeyOfTheUserIsTypedAgain() {
    AuthConfigCreated key = AuthConfigCreated.newBuilder(
      Events.authConfig(Fixtures.TENANT, "pac_1", "pdp_1", CredentialKind.MANUAL)
    )
      .setUser("ann")
      .build();
    assertThat(need(ANN, null, key)).isNull();
    assertThat(need(ANN, ErrorCode.PROVIDER_REFUSED_CREDENTIAL, key)).isEqualTo(
      new Need("prv_1", "One", "pdp_1", "ann", null, new Need.Broken("pac_1", "pam_1"), SetupSessionType.AUTH_ONLY)
    );
  }

  @Test
  void missingSettingsAreAskedForAloneOrTogetherWithTheCredential() {
    assertThat(settings(CredentialPolicy.USER_PREFERRED)).isEqualTo(
      new Need("prv_1", "One", "pdp_1", "ann", null, null, SetupSessionType.AUTH_AND_CONFIG)
    );
    assertThat(settings(CredentialPolicy.USER_PREFERRED, grant("pac_1", "ann"))).isEqualTo(
      new Need("prv_1", "One", "pdp_1", "ann", null, null, SetupSessionType.CONFIG_ONLY)
    );
    assertThat(settings(CredentialPolicy.SHARED)).isNull();
  }

  private static @Nullable Need settings(CredentialPolicy policy, AuthConfigEvent... events) {
    return need(policy, true, true, ANN, null, events);
  }

  private static @Nullable Need need(
    CredentialSelector selector,
    @Nullable ErrorCode failed,
    AuthConfigEvent... events
  ) {
    return need(CredentialPolicy.USER_PREFERRED, true, selector, failed, events);
  }

  private static @Nullable Need need(
    CredentialPolicy policy,
    boolean page,
    CredentialSelector selector,
    @Nullable ErrorCode failed,
    AuthConfigEvent... events
  ) {
    return need(policy, page, false, selector, failed, events);
  }

  private static @Nullable Need need(
    CredentialPolicy policy,
    boolean page,
    boolean settings,
    CredentialSelector selector,
    @Nullable ErrorCode failed,
    AuthConfigEvent... events
  ) {
    PublishedProvider.Method method = new PublishedProvider.Method(
      "pam_1",
      "oauth",
      List.of(Fixtures.BEARER),
      null,
      page
    );
    return Needs.of(
      MapState.of(new CredentialsFold(), List.of(events)),
      Fixtures.TENANT,
      new Deployment(
        "pdp_1",
        1,
        "prv_1",
        null,
        null,
        null,
        ToolFilter.ALLOW_ALL,
        null,
        policy,
        null,
        false,
        Fixtures.AT,
        Fixtures.AT
      ),
      new PublishedProvider(
        "prv_1",
        1,
        "pve_1",
        "One",
        "https://one.example/mcp",
        List.of(method),
        List.of(),
        null,
        null
      ),
      selector,
      settings,
      failed
    ).orElse(null);
  }

  private static AuthConfigEvent grant(String id, String user) {
    return Events.grant(Fixtures.TENANT, id, "pdp_1", user, null);
  }
}
