package io.keyfold.authconfig.it;

import static io.keyfold.authconfig.testing.Given.ACME;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.testing.DeploymentEvents;
import io.keyfold.platform.log.view.ViewDefinition;
import io.keyfold.platform.log.view.ViewStreams;
import io.keyfold.platform.topic.Topics;
import io.keyfold.platform.vault.KeyEncryption;
import io.keyfold.platform.vault.SealContext;
import io.keyfold.platform.vault.Vault;
import io.keyfold.platform.vault.VaultException;
import io.keyfold.platform.vault.kafka.DataKeyFold;
import io.keyfold.platform.vault.kafka.KafkaDataKeys;
import io.keyfold.schema.DeadLetter;
import io.keyfold.schema.Sealed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.kafka.config.StreamsBuilderFactoryBean;
import tools.jackson.databind.JsonNode;

/** Tests the reactions of authconfig-service to events: attaching, closing, erasing. */
class FollowersIT extends RunningService {

  private static final Duration BOUND = Duration.ofSeconds(30);

  @Autowired
  @Qualifier("&stream-builder-attach")
  StreamsBuilderFactoryBean attach;

  @Autowired
  @Qualifier("&stream-builder-erase")
  StreamsBuilderFactoryBean erase;

  @Autowired
  Vault vault;

  @Autowired
  KeyEncryption keyEncryption;

  @Test
  @Tag("promise-4")
  void archivingAnAuthConfigMakesEveryCopyOfItsValueUnreadable() throws Exception {
    String id = call(HttpMethod.POST, "", exa(deployment()), 200).path("id").stringValue();
    assertThat(vault.open(context(id), value(id)).block(BOUND)).isNotNull();

    call(HttpMethod.DELETE, "/" + id, "", 200);

    awaitErased(vault, id);
    try (ViewStreams views = log.views("fresh", List.of(keys())); Vault another = vault(views)) {
      await().atMost(BOUND).until(views::ready);
      awaitErased(another, id);
    }
  }

  @Test
  @Tag("promise-4")
  void archivingADeploymentErasesTheDataKeysOfItsAuthConfigs() throws Exception {
    String deployment = deployment();
    String first = call(HttpMethod.POST, "", exa(deployment), 200).path("id").stringValue();
    String second = call(HttpMethod.POST, "", exa(deployment), 200).path("id").stringValue();

    publish(DeploymentEvents.archived(deployment, "prv_exa", 2));

    awaitErased(vault, first);
    awaitErased(vault, second);
  }

  @Test
  @Tag("promise-3")
  @Tag("promise-4")
  void erasingAUserMakesEachOfTheUsersValuesUnreadable() throws Exception {
    String deployment = deployment();
    String work = owned(deployment, "ann", "work");
    String home = owned(deployment, "ann", "home");
    String bobs = owned(deployment, "bob", "work");

    JsonNode erased = api(HttpMethod.POST, "/users/erase", "{\"user\":\"ann\"}", 200);

    assertThat(erased.path("complete").booleanValue()).isTrue();
    assertThat(call(HttpMethod.GET, "?user=ann", "", 200).path("items").isEmpty()).isTrue();
    awaitErased(vault, work);
    awaitErased(vault, home);
    assertThat(vault.open(context(bobs), value(bobs)).block(BOUND)).isNotNull();
  }

  private String owned(String deployment, String user, String label) {
    String body = exa(deployment).replaceFirst("\\{", "{\"user\":\"" + user + "\",\"label\":\"" + label + "\",");
    return call(HttpMethod.POST, "", body, 200).path("id").stringValue();
  }

  @Test
  @Tag("promise-4")
  void keysArchivedWhileTheEraserWasDownAreErasedLater() throws Exception {
    String id = call(HttpMethod.POST, "", exa(deployment()), 200).path("id").stringValue();
    erase.stop();
    call(HttpMethod.DELETE, "/" + id, "", 200);
    assertThat(vault.open(context(id), value(id)).block(BOUND)).isNotNull();

    erase.start();

    awaitErased(vault, id);
  }

  @Test
  @Tag("promise-2")
  void aRestartNeitherLosesNorDuplicatesAttachments() throws Exception {
    List<String> deployments = new ArrayList<>();
    for (int restart = 0; restart < 2; restart++) {
      for (int i = 0; i < 50; i++) {
        deployments.add(deployment());
      }
      attach.stop();
      for (int i = 0; i < 50; i++) {
        deployments.add(deployment());
      }
      attach.start();
    }

    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(opened()).containsAll(deployments));
    assertThat(opened()).doesNotHaveDuplicates();
  }

  @Test
  void aPoisonRecordIsDeadLetteredAndLaterDeploymentsAreAttached() throws Exception {
    byte[] poison = "no Avro, but a canary-0815".getBytes(StandardCharsets.UTF_8);
    byte[] key = ACME.value().getBytes(StandardCharsets.UTF_8);
    long offset = log
      .producer()
      .send(new ProducerRecord<>(Topics.DEPLOYMENT_EVENTS.name(), key, poison))
      .get()
      .offset();

    String behind = deployment();

    await()
      .atMost(BOUND)
      .untilAsserted(() -> assertThat(opened()).contains(behind));
    assertThat(letters())
      .filteredOn(letter -> letter.getComponent().equals("authconfig-service-attach") && letter.getOffset() == offset)
      .singleElement()
      .satisfies(letter -> assertThat(letter.toString()).contains("UNREADABLE").doesNotContain("canary-0815"));
  }

  private List<DeadLetter> letters() {
    return decoded(Topics.DEPLOYMENT_EVENTS.deadLetters().name()).map(DeadLetter.class::cast).toList();
  }

  private List<String> opened() {
    return decoded(Topics.AUTHCONFIG_EVENTS.name())
      .filter(DeploymentOpened.class::isInstance)
      .map(event -> ((AuthConfigEvent) event).getMeta().getObjectId())
      .toList();
  }

  private Stream<SpecificRecord> decoded(String topic) {
    return records(topic::equals)
      .stream()
      .map(message -> log.codec().decode(topic, message.value()));
  }

  private Sealed value(String id) {
    return decoded(Topics.AUTHCONFIG_EVENTS.name())
      .filter(AuthConfigCreated.class::isInstance)
      .map(AuthConfigCreated.class::cast)
      .filter(created -> created.getMeta().getObjectId().equals(id))
      .map(AuthConfigCreated::getValue)
      .findFirst()
      .orElseThrow();
  }

  private static SealContext context(String id) {
    return new SealContext(ACME, id, 1, "auth_config.value");
  }

  private void awaitErased(Vault opener, String id) {
    Sealed sealed = value(id);
    await()
      .atMost(BOUND)
      .untilAsserted(() ->
        assertThatThrownBy(() -> opener.open(context(id), sealed).block(BOUND)).isInstanceOfSatisfying(
          VaultException.class,
          e -> assertThat(e.reason()).isEqualTo(VaultException.Reason.ERASED)
        )
      );
  }

  private static ViewDefinition keys() {
    return new ViewDefinition("keys", Topics.AUTHCONFIG_KEYS, new DataKeyFold());
  }

  private Vault vault(ViewStreams views) {
    var dataKeys = new KafkaDataKeys(log.producer(), log.codec(), views.view("keys"), log.scheduler(), "fresh");
    return new Vault(keyEncryption, dataKeys, Clock.systemUTC(), Vault.MAX_TTL, 100, new SimpleMeterRegistry());
  }
}
