package io.keyfold.standalone.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpMethod;

class ServiceTest {

  @ParameterizedTest
  @CsvSource({
    "/,DEPLOYMENT",
    "/openapi.json,DEPLOYMENT",
    "/docs/style.css,DEPLOYMENT",
    "/health,DEPLOYMENT",
    "/ping,DEPLOYMENT",
    "/openapi.json,DEPLOYMENT",
    "/provider-deployments,DEPLOYMENT",
    "/provider-deployments/pdp_1,DEPLOYMENT",
    "/organization/api-keys,DEPLOYMENT",
    "/provider-auth-configs/pac_1,AUTHCONFIG",
    "/sessions,SESSION",
    "/mcp/ses_1,SESSION",
    "/audit-events/stream,LEDGER",
    "/costs/records,LEDGER",
    "/budgets/bdg_1,LEDGER",
    "/price-lists,LEDGER",
    "/exchange-rates,LEDGER",
    "/exports/exp_1/files/usage.csv,LEDGER",
    "/usage,LEDGER",
  })
  void theFirstSegmentSelectsTheService(String path, Service service) {
    assertThat(Service.of(HttpMethod.GET, path)).contains(service);
  }

  @ParameterizedTest
  @CsvSource({
    "POST,/tool-calls,SESSION",
    "OPTIONS,/tool-calls,SESSION",
    "PUT,/tool-calls,SESSION",
    "OPTIONS,/tool-calls/tcl_1,LEDGER",
    "GET,/tool-calls,LEDGER",
    "HEAD,/tool-calls,LEDGER",
    "GET,/tool-calls/tcl_1,LEDGER",
  })
  void theMethodSelectsTheServiceOfToolCalls(String method, String path, Service service) {
    assertThat(Service.of(HttpMethod.valueOf(method), path)).contains(service);
  }

  @ParameterizedTest
  @ValueSource(strings = { "", "//", "/actuator/health", "/registry", "/Sessions", "//sessions", "/session" })
  void otherPathsHaveNoService(String path) {
    assertThat(Service.of(HttpMethod.GET, path)).isEmpty();
  }
}
