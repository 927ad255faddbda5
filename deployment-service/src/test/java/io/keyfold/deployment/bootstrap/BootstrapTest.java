package io.keyfold.deployment.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.deployment.Given;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.access.ApiKey;
import io.keyfold.platform.access.ApiKeyHash;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.access.Scopes;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.CommandLog;
import io.keyfold.platform.testing.InMemoryLog;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class BootstrapTest {

  private static final Clock CLOCK = Clock.fixed(Given.NOON, ZoneOffset.UTC);
  private static final String CHOSEN = "3f1c9a7be2d84056a1b2c3d4e5f60718";

  private final InMemoryLog<DeploymentCommand, DeploymentEvent> log = Given.log();
  private final List<ApiKeySecret> announced = new ArrayList<>();

  @Test
  @Tag("promise-2")
  void aConfiguredKeyIsCreatedOnceWithAllScopes() {
    bootstrap(CHOSEN, log).run().block();
    bootstrap(CHOSEN, log).run().block();
    assertThat(log.events()).hasSize(2);
    assertThat(announced).isEmpty();
    assertThat(key(ApiKeySecret.chosen(CHOSEN))).hasValueSatisfying(key ->
      assertThat(key.scopes()).containsExactlyElementsOf(Scopes.ALL)
    );
  }

  @Test
  void aGeneratedKeyIsAnnouncedOnceAndKeptAtTheNextStart() {
    bootstrap(null, log).run().block();
    bootstrap(null, log).run().block();
    assertThat(announced)
      .singleElement()
      .satisfies(secret -> assertThat(key(secret)).isPresent());
    assertThat(log.events()).hasSize(2);
  }

  @Test
  void aKeyConfiguredLaterIsAddedAndReplacesGeneration() {
    bootstrap(null, log).run().block();
    bootstrap(CHOSEN, log).run().block();
    assertThat(key(ApiKeySecret.chosen(CHOSEN))).isPresent();
    bootstrap(null, log).run().block();
    assertThat(announced).hasSize(1);
  }

  @Test
  void aRevokedKeyStaysRevoked() {
    bootstrap(CHOSEN, log).run().block();
    ApiKey key = key(ApiKeySecret.chosen(CHOSEN)).orElseThrow();
    log.append(Given.revokeApiKey(Bootstrap.TENANT, key.id(), null)).block();
    bootstrap(CHOSEN, log).run().block();
    assertThat(key(ApiKeySecret.chosen(CHOSEN)).orElseThrow().revokedAt()).isNotNull();
  }

  @Test
  void aGeneratedKeyConfirmedLateIsStillAnnounced() {
    Bootstrap slow = bootstrap(null, command ->
      log.append(command).then(Mono.error(ApiException.of(ErrorCode.UNAVAILABLE, "not confirmed in time")))
    );
    assertThatThrownBy(() -> slow.run().block()).isInstanceOf(ApiException.class);
    assertThatThrownBy(() -> slow.run().block()).isInstanceOf(ApiException.class);
    slow.run().block();
    assertThat(announced)
      .singleElement()
      .satisfies(secret -> assertThat(key(secret)).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "short",
      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
      "3f1c9a7be2d84056a1b2 c3d4e5f60718",
      "3f1c9a7be2d84056a1b2c3d4e5f607ü8",
    }
  )
  @Tag("promise-4")
  void aWeakKeyIsRejectedWithoutEchoingIt(String weak) {
    assertThatThrownBy(() -> new BootstrapProperties(weak))
      .hasMessageContaining("KEYFOLD_BOOTSTRAP_KEY is too weak")
      .hasMessageNotContaining(weak);
  }

  @Test
  @Tag("promise-4")
  void theConfigurationDoesNotPrintTheKey() {
    assertThat(new BootstrapProperties(CHOSEN).toString()).doesNotContain(CHOSEN);
    assertThat(new BootstrapProperties("").chosen()).isEmpty();
    assertThat(new BootstrapProperties(null).chosen()).isEmpty();
  }

  private Optional<ApiKey> key(ApiKeySecret secret) {
    return log.find(ApiKeyHash.key(secret.sha256())).flatMap(at -> log.find(ApiKey.key(Bootstrap.TENANT, at.keyId())));
  }

  private Bootstrap bootstrap(@Nullable String chosen, CommandLog commands) {
    return new Bootstrap(new BootstrapProperties(chosen).chosen(), log, commands, announced::add, CLOCK);
  }
}
