package io.keyfold.deployment.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.deployment.Given;
import io.keyfold.deployment.commands.CreateApiKey;
import io.keyfold.deployment.commands.DeploymentCommand;
import io.keyfold.deployment.events.DeploymentEvent;
import io.keyfold.platform.access.ApiKey;
import io.keyfold.platform.access.ApiKeySecret;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.log.Writer;
import io.keyfold.platform.testing.InMemoryLog;
import io.keyfold.platform.testing.TestVaults;
import io.keyfold.platform.vault.DerivedSecrets;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class KeyCreationTest {

  private static final WriteRequest ASKED = new WriteRequest(
    Given.ACME,
    new Actor(ActorType.API_KEY, "apk_1"),
    "req_1",
    Given.NOON,
    "k",
    "hash",
    null
  );

  private final InMemoryLog<DeploymentCommand, DeploymentEvent> log = Given.log();
  private final DerivedSecrets keyset = TestVaults.keyset();

  @BeforeEach
  void tenant() {
    log.append(Given.createTenant(Given.ACME)).block();
  }

  @Test
  @Tag("promise-2")
  @Tag("promise-3")
  void aCreationThatWasAnswered503IsAnsweredWithItsSecretWhenItIsRepeated() {
    Writer slow = (request, command) ->
      log
        .write(request, command)
        .then(Mono.error(() -> ApiException.of(ErrorCode.UNAVAILABLE, "The write was not confirmed in time")));
    assertThatThrownBy(() -> create(slow, keyset)).hasMessageContaining("not confirmed");

    // Another instance with the same keyset.
    KeyCreation.Created created = create(log, keyset);
    ApiKeySecret secret = Objects.requireNonNull(created.secret());
    assertThat(created.key().sha256()).isEqualTo(secret.sha256());
    assertThat(created.key().redacted()).isEqualTo(secret.redacted());
    assertThat(log.events().toString()).doesNotContain(secret.reveal());
    assertThat(log.find(ApiKey.key(Given.ACME, created.key().id()))).contains(created.key());
  }

  @Test
  @Tag("promise-4")
  void anInstanceWithAnotherKeysetReturnsNoSecret() {
    KeyCreation.Created created = create(log, keyset);
    KeyCreation.Created again = create(log, TestVaults.keyset());
    assertThat(again.key()).isEqualTo(created.key());
    assertThat(again.secret()).isNull();
    assertThat(created.toString()).doesNotContain(Objects.requireNonNull(created.secret()).reveal());
  }

  private KeyCreation.Created create(Writer writer, DerivedSecrets derived) {
    KeyCreation creation = new KeyCreation(log, writer, new KeySecrets(derived));
    return Objects.requireNonNull(
      creation
        .create(ASKED, ASKED, () -> CreateApiKey.newBuilder().setScopes(List.of("instance.provider:read")).setName("A"))
        .block()
    );
  }
}
