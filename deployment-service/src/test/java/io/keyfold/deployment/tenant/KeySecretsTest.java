package io.keyfold.deployment.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.deployment.Given;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.testing.TestVaults;
import io.keyfold.schema.Actor;
import io.keyfold.schema.ActorType;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class KeySecretsTest {

  private static final Actor ACTOR = new Actor(ActorType.API_KEY, "apk_1");

  private final KeySecrets secrets = new KeySecrets(TestVaults.keyset());

  @Test
  @Tag("promise-2")
  void equalRequestsHaveEqualSecrets() {
    String first = text(secrets, request(Given.ACME, ACTOR, "k", "hash"), Given.ACME, "apk_new");
    assertThat(text(secrets, request(Given.ACME, ACTOR, "k", "hash"), Given.ACME, "apk_new"))
      .isEqualTo(first)
      .matches("kf_sk_[0-9A-Za-z]{43}");
  }

  @Test
  @Tag("promise-5")
  void anyDifferenceGivesAnotherSecret() {
    Set<String> texts = new LinkedHashSet<>();
    texts.add(text(secrets, request(Given.ACME, ACTOR, "k", "hash"), Given.ACME, "apk_new"));
    texts.add(text(secrets, request(Given.GLOBEX, ACTOR, "k", "hash"), Given.ACME, "apk_new"));
    texts.add(
      text(secrets, request(Given.ACME, new Actor(ActorType.API_KEY, "apk_2"), "k", "hash"), Given.ACME, "apk_new")
    );
    texts.add(
      text(secrets, request(Given.ACME, new Actor(ActorType.OPERATOR, "apk_1"), "k", "hash"), Given.ACME, "apk_new")
    );
    texts.add(text(secrets, request(Given.ACME, ACTOR, "l", "hash"), Given.ACME, "apk_new"));
    texts.add(text(secrets, request(Given.ACME, ACTOR, "k", "other"), Given.ACME, "apk_new"));
    texts.add(text(secrets, request(Given.ACME, ACTOR, "k", "hash"), Given.GLOBEX, "apk_new"));
    texts.add(text(secrets, request(Given.ACME, ACTOR, "k", "hash"), Given.ACME, "apk_old"));
    texts.add(
      text(new KeySecrets(TestVaults.keyset()), request(Given.ACME, ACTOR, "k", "hash"), Given.ACME, "apk_new")
    );
    assertThat(texts).hasSize(9);
  }

  @Test
  void withoutAnIdempotencyKeyTheSecretIsRandom() {
    WriteRequest request = request(Given.ACME, ACTOR, null, null);
    KeySecrets.OfRequest one = secrets.of(request, Given.ACME);
    assertThat(one.of("apk_1").reveal()).isEqualTo(one.of("apk_1").reveal());
    assertThat(text(secrets, request, Given.ACME, "apk_1")).isNotEqualTo(one.of("apk_1").reveal());
  }

  private static String text(KeySecrets secrets, WriteRequest asked, TenantId owner, String id) {
    return secrets.of(asked, owner).of(id).reveal();
  }

  private static WriteRequest request(TenantId tenant, Actor actor, @Nullable String key, @Nullable String hash) {
    return new WriteRequest(tenant, actor, "req_1", Given.NOON, key, hash, null);
  }
}
