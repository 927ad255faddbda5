package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.contract.Operation;
import io.keyfold.acceptance.examples.AcmeServer;
import io.keyfold.acceptance.examples.Examples;
import io.keyfold.acceptance.mcp.KeyedMcpServer;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/**
 * Runs the examples of the OpenAPI document: each operation once, and each parameter of each list. Ids in the examples
 * are replaced by those of the objects created from the examples.
 */
@ExtendWith(RunningKeyfold.class)
class ExamplesIT {

  /** Changes of what was created, in an order in which they can. */
  private static final List<String> CHANGE = List.of(
    "postRotate",
    "postRestore",
    "postRetire",
    "postResend",
    "postRotateSecret",
    "archiveProviderSetupSession",
    "rotateAppSecret",
    "restoreAppVersion",
    "retireAppVersion",
    "postErase",
    "rotateSecret",
    "endMcp"
  );

  /** They need a one-time code that a user's browser brings; SetupAttackIT plays them. */
  private static final Set<String> OF_USERS = Set.of("postComplete", "postVerify");

  /** Parameters that are valid together with another one only. */
  private static final Map<String, String> NEEDS = Map.of("from", "to", "exchange_rate_id", "reporting_currency");

  private final Set<String> run = new TreeSet<>(OF_USERS);

  @Test
  void eachExampleOfTheDocumentIsAccepted(Keyfold keyfold) {
    try (KeyedMcpServer vendor = KeyedMcpServer.start(Examples.KEY); AcmeServer acme = AcmeServer.start()) {
      Examples examples = new Examples(keyfold, keyfold.newTenant("Acme"), vendor, Examples.KEY, acme);
      examples.createAll((id, body) -> body);
      run.addAll(Examples.CREATE);
      each(examples, "GET", operation -> operation.path().contains("{"), operation -> send(examples, operation, ""));
      each(examples, "GET", operation -> !operation.path().contains("{"), operation -> list(examples, operation));
      each(examples, "PUT", operation -> true, operation -> send(examples, operation, ""));
      each(examples, "PATCH", operation -> true, operation -> send(examples, operation, ""));
      CHANGE.forEach(id -> send(examples, examples.operation(id), ""));
      Examples.CREATE.reversed().forEach(id -> remove(examples, examples.operation(id)));

      assertThat(run).isEqualTo(
        examples.operations().stream().map(Operation::id).collect(Collectors.toCollection(TreeSet::new))
      );
    }
  }

  private static void each(Examples examples, String method, Predicate<Operation> which, Consumer<Operation> act) {
    examples
      .operations()
      .stream()
      .filter(operation -> operation.method().equals(method) && which.test(operation))
      .forEach(act);
  }

  /**
   * Sends each parameter alone, except that the start of a time range is sent with its end. A page belongs to the query of
   * one response; UsagePagesTest reads pages.
   */
  private void list(Examples examples, Operation operation) {
    send(examples, operation, "");
    for (JsonNode parameter : operation.parameters("query")) {
      if (parameter.path("name").asString("").equals("page")) {
        continue;
      }
      String needed = NEEDS.getOrDefault(parameter.path("name").asString(""), "");
      String further = needed.isEmpty()
        ? ""
        : operation
            .parameters("query")
            .stream()
            .filter(other -> other.path("name").asString("").equals(needed))
            .map(other -> query(examples, other))
            .collect(Collectors.joining("&", "&", ""));
      send(examples, operation, "?" + query(examples, parameter) + further);
    }
  }

  private static String query(Examples examples, JsonNode parameter) {
    JsonNode example = parameter.path("example");
    String value = examples.real((example.isArray() ? example.path(0) : example).asString(""));
    return encoded(parameter.path("name").asString("")) + "=" + encoded(value);
  }

  private void remove(Examples examples, Operation create) {
    each(
      examples,
      "DELETE",
      operation -> Examples.isItem(operation, create) && !run.contains(operation.id()),
      operation -> send(examples, operation, "")
    );
  }

  private void send(Examples examples, Operation operation, String query) {
    run.add(operation.id());
    examples.send(operation, query);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
