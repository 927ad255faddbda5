package io.keyfold.platform.testing;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.testcontainers.DockerClientFactory;

/**
 * Skips container tests with a message if no Docker engine is available. Evaluated before the test's Spring context is
 * created.
 */
public final class DockerCondition implements ExecutionCondition {

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (!TestKafka.inContainer() || DockerClientFactory.instance().isDockerAvailable()) {
      return ConditionEvaluationResult.enabled("the broker can be started");
    }
    String reason = "SKIPPED on Kafka in a container: no Docker engine answers: " + context.getDisplayName();
    if (context.getTestMethod().isEmpty()) {
      System.err.println(reason);
    }
    return ConditionEvaluationResult.disabled(reason);
  }
}
