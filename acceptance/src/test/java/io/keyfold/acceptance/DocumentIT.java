package io.keyfold.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.acceptance.contract.Contract;
import io.keyfold.acceptance.contract.Operation;
import io.keyfold.acceptance.http.Api;
import io.keyfold.acceptance.http.ApiResponse;
import io.keyfold.acceptance.running.Keyfold;
import io.keyfold.acceptance.running.RunningKeyfold;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Tests that the OpenAPI document describes a running Keyfold. */
@ExtendWith(RunningKeyfold.class)
class DocumentIT {

  private static final Contract CONTRACT = Contract.ofThisBuild();
  private static final List<Operation> OPERATIONS = Operation.of(CONTRACT.document());

  @Test
  void anybodyReadsTheDocumentAndReadsItAgainOnlyIfItChanged(Keyfold keyfold) {
    Api anonymous = Api.at(keyfold.url(), "none");

    ApiResponse first = anonymous.get("/openapi.json").expect(200);

    assertThat(first.body()).isEqualTo(CONTRACT.document());
    assertThat(first.header("Cache-Control")).contains("max-age=300, public");
    String tag = first.header("ETag").orElseThrow();
    anonymous.send("GET", "/openapi.json", null, Map.of("If-None-Match", tag)).expect(304);
  }

  @Test
  void aListTakesTheParametersOfTheDocumentAndNoOthers(Keyfold keyfold) {
    for (Operation list : OPERATIONS) {
      List<JsonNode> parameters = list.parameters("query");
      if (parameters.isEmpty()) {
        continue;
      }
      String message = keyfold
        .operator()
        .send(list.method(), concrete(list.path()) + "?none=1", null, Map.of())
        .expect(400, "invalid_data")
        .text("message");

      // Every request may carry the API version, so it is not listed as a parameter of the operation.
      Set<String> documented = new TreeSet<>();
      parameters.forEach(parameter -> documented.add(parameter.path("name").asString("")));
      assertThat(documented.remove("api-version")).as(list.id()).isTrue();
      assertThat(new TreeSet<>(List.of(message.replaceFirst(".*allowed: ", "").split(", ", -1))))
        .as(list.id())
        .isEqualTo(documented);
    }
  }

  @Test
  void anOperationNeedsTheScopeOfTheDocument(Keyfold keyfold) {
    Api tenant = keyfold.newTenant("Acme");
    Api audit = withScope(tenant, "instance.audit:read");
    Api usage = withScope(tenant, "instance.usage:read");

    for (Operation operation : OPERATIONS) {
      String path = concrete(operation.path());
      Object body = operation.body().orElse(null);
      if (operation.scope().isPresent() && !operation.path().startsWith("/mcp/")) {
        String scope = operation.scope().get();
        Api other = scope.equals("instance.usage:read") ? audit : usage;
        ApiResponse refused = other.send(operation.method(), path, body, Map.of()).expect(403, "forbidden");
        assertThat(refused.text("message")).as(operation.id()).endsWith(scope);
        tenant.with("none").send(operation.method(), path, body, Map.of()).expect(401, "unauthorized");
      } else if (operation.scope().isEmpty()) {
        assertThat(tenant.with("none").send(operation.method(), path, body, Map.of()).status())
          .as(operation.id())
          .isEqualTo(200);
      }
    }
  }

  @Test
  void aMethodThatTheDocumentDoesNotNameIsAnswered405WithThoseThatItNames(Keyfold keyfold) {
    for (String path : CONTRACT.document().path("paths").propertyNames()) {
      String method = documents(path, "PUT") ? "PATCH" : "PUT";
      ApiResponse refused = keyfold.operator().send(method, concrete(path), Map.of(), Map.of()).expect(405);

      Set<String> allowed = new TreeSet<>(List.of(refused.header("Allow").orElse("").split(", ?", -1)));
      allowed.removeAll(Set.of("HEAD", "OPTIONS"));
      Set<String> documented = new TreeSet<>();
      OPERATIONS.stream()
        .filter(operation -> matches(operation.path(), path))
        .forEach(operation -> documented.add(operation.method()));
      assertThat(allowed).as(path).isEqualTo(documented);
    }
  }

  private static boolean documents(String path, String method) {
    return OPERATIONS.stream().anyMatch(
      operation -> matches(operation.path(), path) && operation.method().equals(method)
    );
  }

  private static String concrete(String path) {
    return path.replaceAll("\\{[^}]+}", "none");
  }

  /** A path of the document can also be an instance of another one, as {@code /users/erase} is of {@code /users/{id}}. */
  private static boolean matches(String template, String path) {
    return path.matches(template.replaceAll("\\{[^}]+}", "[^/]+"));
  }

  private static Api withScope(Api tenant, String scope) {
    return tenant.with(
      tenant
        .post(
          "/organization/api-keys",
          Map.of("name", scope, "type", "instance_access_token_secret", "scopes", List.of(scope))
        )
        .expect(200)
        .text("secret")
    );
  }
}
