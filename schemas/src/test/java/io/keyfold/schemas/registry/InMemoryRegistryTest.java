package io.keyfold.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keyfold.schemas.error.SchemaRejectedException;
import org.junit.jupiter.api.Test;

class InMemoryRegistryTest extends RegistryClientContract {

  private final InMemoryRegistry registry = new InMemoryRegistry("mock://t", CompatibilityLevel.FULL_TRANSITIVE);

  @Override
  RegistryClient registry() {
    return registry;
  }

  @Test
  void aPlanHasNoEffectAndApplyingIsIdempotent() {
    RegisteredSchema planned = registry.plan(subject, V1);
    assertThat(registry.subjects()).isEmpty();

    registry.apply(planned);
    registry.apply(planned);

    assertThat(registry.versionsOf(subject)).containsExactly(planned);
    assertThat(registry.usesOf(planned.id())).containsExactly(planned);
  }

  @Test
  void replayingTheSameRegistrationsGivesTheSameIds() {
    registry.register("a", V1);
    registry.register("b", V2);
    InMemoryRegistry replayed = new InMemoryRegistry("mock://r", CompatibilityLevel.FULL_TRANSITIVE);

    registry.subjects().forEach(subject -> registry.versionsOf(subject).forEach(replayed::apply));

    assertThat(replayed.versionsOf("b")).isEqualTo(registry.versionsOf("b"));
    assertThat(replayed.plan("c", BROKEN).id()).isEqualTo(registry.plan("c", BROKEN).id());
  }

  @Test
  void contradictoryVersionsAreRejected() {
    registry.apply(new RegisteredSchema("a", 1, 1, V1));

    assertThatThrownBy(() -> registry.apply(new RegisteredSchema("b", 1, 1, V2))).hasMessageContaining("id 1");
    assertThatThrownBy(() -> registry.apply(new RegisteredSchema("a", 1, 2, V2))).hasMessageContaining("version 1");
  }

  @Test
  void aSubjectsLevelOverridesTheGlobalOne() {
    registry.register(subject, V1);
    registry.setLevel(subject, CompatibilityLevel.NONE);
    assertThat(registry.compatible(subject, BROKEN)).isTrue();

    registry.clearLevel(subject);
    assertThatThrownBy(() -> registry.register(subject, BROKEN)).isInstanceOf(SchemaRejectedException.class);

    registry.setLevel(CompatibilityLevel.FORWARD);
    assertThat(registry.compatible(subject, BROKEN)).isTrue();
  }

  @Test
  void onlyTransitiveLevelsCheckAllVersions() {
    registry.setLevel(CompatibilityLevel.BACKWARD);
    registry.register(subject, V1);
    registry.register(subject, V2);

    assertThat(registry.compatible(subject, BROKEN)).isTrue();
    registry.setLevel(CompatibilityLevel.BACKWARD_TRANSITIVE);
    assertThat(registry.compatible(subject, BROKEN)).isFalse();
  }

  @Test
  void mocksOfOneNameShareARegistry() {
    assertThat(MockRegistries.named("one")).isSameAs(MockRegistries.named("one"));
    assertThat(MockRegistries.named("one")).isNotSameAs(MockRegistries.named("two"));
  }
}
