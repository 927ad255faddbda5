package io.keyfold.authconfig.it;

import static io.keyfold.authconfig.testing.Given.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keyfold.authconfig.apps.AppSecrets;
import io.keyfold.authconfig.apps.model.AppUses;
import io.keyfold.authconfig.commands.ArchiveAuthConfig;
import io.keyfold.authconfig.commands.ConnectGrant;
import io.keyfold.authconfig.commands.CreateApp;
import io.keyfold.authconfig.commands.ImportTokens;
import io.keyfold.authconfig.commands.RetireAppVersion;
import io.keyfold.authconfig.commands.RotateApp;
import io.keyfold.authconfig.commands.StartRefresh;
import io.keyfold.authconfig.grants.Failure;
import io.keyfold.authconfig.grants.SealedTokens;
import io.keyfold.authconfig.grants.TokenPair;
import io.keyfold.authconfig.grants.TokenState;
import io.keyfold.authconfig.grants.TokenVault;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.authconfig.testing.Given;
import io.keyfold.authconfig.versions.VersionUses;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.id.Ids;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.log.View;
import io.keyfold.platform.testing.oauth.HostileVendor;
import io.keyfold.platform.testing.oauth.Manner;
import io.keyfold.platform.testing.oauth.Manner.Reply;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Secret;
import io.keyfold.platform.vault.Vault;
import io.keyfold.schema.AuthMethod;
import io.keyfold.schema.AuthMethodType;
import io.keyfold.schema.CommandMeta;
import io.keyfold.schema.GrantSource;
import io.keyfold.schema.OAuthEndpoints;
import io.keyfold.schema.RefreshTrigger;
import io.keyfold.schema.Sealed;
import io.keyfold.schema.TokenSet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import org.springframework.test.context.TestPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Refreshes against a vendor with single-use refresh tokens. */
@TestPropertySource(
  properties = {
    "keyfold.egress.allow-private=true",
    "keyfold.refresh.interval=100ms",
    "keyfold.refresh.breaker-calls=1000",
  }
)
class RefreshIT extends RunningService {

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Duration HOUR = Duration.ofHours(1);

  private final HostileVendor vendor = new HostileVendor();
  private String app = "";

  @Autowired
  CommandLog commands;

  @Autowired
  Vault vault;

  @Autowired
  TokenVault tokenVault;

  @Autowired
  @Qualifier("tokensView")
  View tokens;

  @Autowired
  @Qualifier("authConfigsView")
  View authConfigs;

  @Autowired
  @Qualifier("&stream-builder-refresh")
  StreamsBuilderFactoryBean refresh;

  @BeforeEach
  void app() throws Exception {
    publish(
      DeploymentEvents.published(
        "prv_" + vendor.url("").getPort(),
        AuthMethod.newBuilder()
          .setId("pam_oauth_" + vendor.url("").getPort())
          .setKey("oauth")
          .setType(AuthMethodType.OAUTH)
          .setName("OAuth")
          .setInputSchema("{}")
          .setOauth(
            OAuthEndpoints.newBuilder()
              .setAuthorizationUrl(vendor.url("/authorize").toString())
              .setTokenUrl(vendor.url("/token").toString())
              .setRevocationUrl(vendor.url("/revoke").toString())
              .build()
          )
          .build()
      )
    );
    app = Ids.fresh("par_", Instant.now());
    commands
      .append(
        CreateApp.newBuilder()
          .setMeta(Given.meta(app, null))
          .setProviderId(provider())
          .setAuthMethodId(method())
          .setClientId("acme-client")
          .setValue(sealed(app, 1))
          .build()
      )
      .block(BOUND);
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  @Test
  @Tag("promise-2")
  void concurrentRequestsForOneGrantBecomeOneCall() {
    vendor.answer(Manner.CORRECT.after(Duration.ofMillis(500)));
    String id = connect(HOUR);

    List<Boolean> started = Flux.range(0, 20)
      .flatMap(i ->
        start(id, 1)
          .thenReturn(true)
          .onErrorResume(ApiException.class, e -> Mono.just(false))
      )
      .collectList()
      .block(BOUND);

    TokenState after = awaitState(id, state -> state.credentialVersion() == 2 && state.lease() == null);
    assertThat(started)
      .filteredOn(one -> one)
      .hasSize(1);
    assertThat(vendor.refreshes().values()).containsExactly(1);
    assertThat(vendor.reuses()).isZero();
    assertThat(vendor.accepts(access(after))).isTrue();
  }

  @Test
  void tokensAreRefreshedAheadOfTheirExpiry() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ids.add(connect(Duration.ofMinutes(2)));
    }

    ids.forEach(id -> awaitState(id, state -> state.credentialVersion() == 2));

    assertThat(vendor.refreshes().values())
      .hasSize(20)
      .allMatch(calls -> calls == 1);
    assertThat(vendor.reuses()).isZero();
  }

  @Test
  void aRefusedRefreshTokenNeedsANewConsent() {
    String id = connect(HOUR, "unknown-refresh-token");

    start(id, 1).block(BOUND);

    TokenState broken = awaitState(id, TokenState::needsReconnect);
    assertThat(Objects.requireNonNull(broken.failure()).code()).isEqualTo("invalid_grant");
  }

  @Test
  void aLostAnswerIsRetriedAtOnceAndReported() {
    vendor.answerNext(Manner.CORRECT.with(Reply.DROP));
    String id = connect(HOUR);

    start(id, 1).block(BOUND);

    // The vendor has used up the token, so the retry is refused; the grant is not lost without a trace.
    TokenState broken = awaitState(id, TokenState::needsReconnect);
    Failure failure = Objects.requireNonNull(broken.failure());
    assertThat(failure.code()).isEqualTo("invalid_grant");
    assertThat(failure.outcomeUnknown()).isTrue();
    assertThat(vendor.received("/token")).hasSize(2);
  }

  @Test
  void anOutageOfTheProviderEndsNoGrant() {
    vendor.answer(Manner.CORRECT.with(Reply.STATUS_500));
    String id = connect(HOUR);
    start(id, 1).block(BOUND);
    awaitState(id, state -> state.failure() != null && state.lease() == null && state.failure().count() >= 2);

    vendor.answer(Manner.CORRECT);

    TokenState after = awaitState(id, state -> state.credentialVersion() == 2);
    assertThat(after.needsReconnect()).isFalse();
    assertThat(after.failure()).isNull();
    assertThat(vendor.reuses()).isZero();
  }

  @Test
  void aNewLoginDuringARefreshStays() {
    vendor.answer(Manner.CORRECT.after(Duration.ofSeconds(2)));
    String id = connect(HOUR);
    start(id, 1).block(BOUND);
    await()
      .atMost(BOUND)
      .until(() -> vendor.received("/token").size() == 1);

    importTokens(id, 1, vendor.newRefreshToken(), HOUR);

    assertThat(awaitState(id, state -> state.credentialVersion() == 2).lease()).isNull();
    vendor.answer(Manner.CORRECT);
    start(id, 2).block(BOUND);
    awaitState(id, state -> state.credentialVersion() == 3);
    assertThat(vendor.reuses()).isZero();
  }

  @Test
  void aRestartOfTheExecutorNeitherLosesNorRepeatsACall() {
    refresh.stop();
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      String id = connect(HOUR);
      ids.add(id);
      start(id, 1).block(BOUND);
    }

    refresh.start();

    ids.forEach(id -> awaitState(id, state -> state.credentialVersion() == 2));
    assertThat(vendor.refreshes().values())
      .hasSize(10)
      .allMatch(calls -> calls == 1);
  }

  @Test
  void aHandoverWaitsForTheCallsInProgress() {
    vendor.answer(Manner.CORRECT.after(Duration.ofSeconds(3)));
    String id = connect(HOUR);
    start(id, 1).block(BOUND);
    await()
      .atMost(BOUND)
      .until(() -> vendor.received("/token").size() == 1);

    refresh.stop();
    refresh.start();

    TokenState after = awaitState(id, state -> state.credentialVersion() == 2);
    assertThat(after.needsReconnect()).isFalse();
    assertThat(vendor.received("/token")).hasSize(1);
  }

  @Test
  @Tag("promise-4")
  void archivingRevokesTheTokensAndErasesThem() {
    String id = connect(HOUR);
    start(id, 1).block(BOUND);
    TokenState active = awaitState(id, state -> state.credentialVersion() == 2);
    String access = access(active);

    commands.append(new ArchiveAuthConfig(meta(id))).block(BOUND);

    await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        assertThat(tokens.find(TokenState.key(ACME, id))).isEmpty();
        assertThat(vendor.accepts(access)).isFalse();
      });
    assertThat(vendor.revoked()).isEqualTo(1);
  }

  @Test
  void aGrantOfARetiredAppVersionIsRefreshedWithTheCurrentOne() {
    String id = connect(HOUR);
    start(id, 1).block(BOUND);
    assertThat(appVersion(awaitState(id, state -> state.credentialVersion() == 2))).isEqualTo(1);

    RotateApp rotation = RotateApp.newBuilder()
      .setMeta(Given.meta(app, null))
      .setValue(sealed(app, 2))
      .setValueVersion(2)
      .build();
    commands.append(rotation).block(BOUND);
    start(id, 2).block(BOUND);
    assertThat(appVersion(awaitState(id, state -> state.credentialVersion() == 3)))
      .as("in grace")
      .isEqualTo(1);

    commands.append(new RetireAppVersion(Given.meta(app, null), 1L)).block(BOUND);
    start(id, 3).block(BOUND);

    assertThat(appVersion(awaitState(id, state -> state.credentialVersion() == 4))).isEqualTo(2);
    await()
      .atMost(BOUND)
      .untilAsserted(() -> {
        VersionUses uses = AppUses.ofAll(authConfigs, app);
        assertThat(uses.of(1)).isPresent();
        assertThat(uses.of(2)).isPresent();
      });
  }

  private static @Nullable Long appVersion(TokenState state) {
    return Objects.requireNonNull(state.tokens()).appVersion();
  }

  private Sealed sealed(String appId, long version) {
    SealContext context = new SealContext(ACME, appId, version, AppSecrets.PURPOSE);
    return Objects.requireNonNull(
      vault.seal(context, Secret.ofText("{\"client_secret\":\"acme-secret\"}"), null).block(BOUND)
    );
  }

  private String provider() {
    return "prv_" + vendor.url("").getPort();
  }

  private String method() {
    return "pam_oauth_" + vendor.url("").getPort();
  }

  private String connect(Duration lifetime) {
    return connect(lifetime, vendor.newRefreshToken());
  }

  private String connect(Duration lifetime, String refreshToken) {
    String id = Ids.fresh("pac_", Instant.now());
    commands
      .append(
        ConnectGrant.newBuilder()
          .setMeta(meta(id))
          .setProviderId(provider())
          .setAuthMethodId(method())
          .setSource(GrantSource.IMPORT)
          .setTokens(tokenSet(id, 1, refreshToken, lifetime, null))
          .build()
      )
      .block(BOUND);
    return id;
  }

  private void importTokens(String id, long version, String refreshToken, Duration lifetime) {
    TokenSet set = tokenSet(id, version + 1, refreshToken, lifetime, sealed(id).keyId());
    commands.append(new ImportTokens(meta(id), version, set)).block(BOUND);
  }

  private TokenSet tokenSet(String id, long version, String refreshToken, Duration lifetime, @Nullable String keyId) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    TokenSet.Builder facts = TokenSet.newBuilder()
      // Tokens that are imported are not new.
      .setObtainedAt(now.minus(HOUR))
      .setExpiresAt(now.plus(lifetime))
      .setRefreshable(true)
      .setAppId(app)
      .setAppVersion(1L);
    TokenPair pair = new TokenPair(Secret.ofText("imported-access-token"), Secret.ofText(refreshToken));
    return Objects.requireNonNull(tokenVault.seal(ACME, id, version, keyId, pair, facts).block(BOUND));
  }

  private Mono<Void> start(String id, long version) {
    return commands.append(new StartRefresh(meta(id), version, RefreshTrigger.EXPIRED)).then();
  }

  private static CommandMeta meta(String id) {
    return CommandMeta.newBuilder(Given.meta(id, null))
      .setIssuedAt(Instant.now().truncatedTo(ChronoUnit.MICROS))
      .build();
  }

  private SealedTokens sealed(String id) {
    return Objects.requireNonNull(tokens.find(TokenState.key(ACME, id)).orElseThrow().tokens());
  }

  private String access(TokenState state) {
    TokenPair pair = tokenVault.open(ACME, state.id(), Objects.requireNonNull(state.tokens())).block(BOUND);
    return Objects.requireNonNull(pair)
      .access()
      .use(bytes -> new String(bytes, StandardCharsets.UTF_8));
  }

  private TokenState awaitState(String id, Predicate<TokenState> condition) {
    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(tokens.find(TokenState.key(ACME, id)).filter(condition)).isPresent());
    return tokens.find(TokenState.key(ACME, id)).orElseThrow();
  }
}
