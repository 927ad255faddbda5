package io.keyfold.platform.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.log.append.LogProperties;
import io.keyfold.platform.log.store.StoreProperties;
import io.keyfold.platform.log.wiring.SchemaRegistryProperties;
import io.keyfold.platform.topic.TopicProperties;
import io.keyfold.platform.vault.wiring.VaultProperties;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.validation.autoconfigure.ValidationAutoConfiguration;
import org.springframework.context.annotation.Configuration;

class StartProblemTest {

  private final ApplicationContextRunner runner = new ApplicationContextRunner()
    .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
    .withUserConfiguration(Settings.class);

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "keyfold.topics.partitions=abc | keyfold.topics.partitions=abc is not a whole number",
      "keyfold.topics.partitions=0 | keyfold.topics.partitions=0 must be greater than or equal to 1",
      "keyfold.log.outcome-timeout=soon | keyfold.log.outcome-timeout=soon is not a duration like 500ms, 5s or 2m",
      "keyfold.log.outcome-timeout=2m | keyfold.log.outcome-timeout=2m must be shorter than or equal to 1 minute",
      "keyfold.log.state-directory= | keyfold.log.state-directory= must not be blank",
      "keyfold.topics.min-insync-replicas=4 | keyfold.topics.min-insync-replicas=4 must not exceed keyfold.topics.replication-factor=3",
      "keyfold.store.cache=1MB | keyfold.store.cache=1MB must be at least 4MB",
      "keyfold.test.open=perhaps | keyfold.test.open=perhaps is not true or false",
      "keyfold.test.level=lukewarm | keyfold.test.level=lukewarm is not one of: cold, hot",
    }
  )
  void anInvalidValueIsReportedWithNameValueAndConstraint(String setting, String line) {
    assertThat(problemOf(setting)).isEqualTo(line);
  }

  @Test
  void aMissingPropertyIsNamed() {
    runner
      .withUserConfiguration(Registry.class)
      .run(context ->
        assertThat(StartProblem.describe(failure(context.getStartupFailure()))).isEqualTo(
          "keyfold.schema-registry.url must not be blank"
        )
      );
  }

  @Test
  @Tag("promise-4")
  void aSecretValueIsNotShown() {
    assertThat(problemOf("keyfold.test.key=123")).contains("keyfold.test.key").doesNotContain("123");
  }

  @Test
  void otherFailuresAreReportedByTheirRootCauseInOneLine() {
    assertThat(
      StartProblem.describe(new IllegalStateException("outer", new IllegalArgumentException("a\n  b")))
    ).isEqualTo("IllegalArgumentException: a b");
  }

  private String problemOf(String setting) {
    String[] line = new String[1];
    runner
      .withPropertyValues(setting)
      .run(context -> line[0] = StartProblem.describe(failure(context.getStartupFailure())));
    return String.valueOf(line[0]);
  }

  private static Throwable failure(@Nullable Throwable failure) {
    assertThat(failure).isNotNull();
    return Objects.requireNonNull(failure);
  }

  enum Level {
    COLD,
    HOT,
  }

  /** One property of each type. */
  @ConfigurationProperties("keyfold.test")
  record Types(boolean open, @Nullable Level level, @Nullable Integer key) {
    Types {
      if (key != null) {
        throw new IllegalArgumentException("keyfold.test.key is too short");
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties({
    TopicProperties.class,
    LogProperties.class,
    StoreProperties.class,
    VaultProperties.class,
    Types.class,
  })
  static class Settings {}

  @Configuration(proxyBeanMethods = false)
  @EnableConfigurationProperties(SchemaRegistryProperties.class)
  static class Registry {}
}
