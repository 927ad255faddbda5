package io.keyfold.ledger.rates;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.ledger.testing.ApiEdge;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

class ExchangeRateControllerTest extends ApiEdge {

  private static final String RATE = """
  {"currency":"USD","reporting_currency":"EUR","rate":"0.920","effective_from":"2026-11-01T00:00:00Z"}""";

  ExchangeRateControllerTest() {
    super(ExchangeRateController.class);
  }

  @Test
  @Tag("promise-3")
  void aRateIsSetAndRead() {
    String id = id(post(RATE));

    get("tnt_a", "/exchange-rates/" + id)
      .expectStatus()
      .isOk()
      .expectBody()
      .jsonPath("$.object")
      .isEqualTo("exchange_rate")
      .jsonPath("$.rate")
      .isEqualTo("0.92")
      .jsonPath("$.reporting_currency")
      .isEqualTo("EUR");
    get("tnt_a", "/exchange-rates?currency=USD").expectBody().jsonPath("$.items.length()").isEqualTo(1);
    get("tnt_a", "/exchange-rates?currency=CHF").expectBody().jsonPath("$.items.length()").isEqualTo(0);
  }

  @Test
  @Tag("promise-5")
  void anotherTenantSeesNoRate() {
    String id = id(post(RATE));

    get("tnt_b", "/exchange-rates/" + id)
      .expectStatus()
      .isNotFound();
    get("tnt_b", "/exchange-rates").expectBody().jsonPath("$.items.length()").isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "USD                  | EUX                  | currency",
      "EUR                  | USD                  | reporting_currency",
      "EUR                  | eur                  | reporting_currency",
      "0.920                | 0                    | rate",
      "0.920                | -1                   | rate",
      "0.920                | 1e3                  | rate",
      "2026-11-01T00:00:00Z | 1999-12-31T00:00:00Z | effective_from",
      "2026-11-01T00:00:00Z | soon                 | effective_from",
    }
  )
  void invalidInputNamesTheField(String from, String to, String field) {
    post(RATE.replace(from, to))
      .expectStatus()
      .isBadRequest()
      .expectBody()
      .jsonPath("$.errors[0].path")
      .value(path -> assertThat(path).isEqualTo(List.of(field)));
  }

  private ResponseSpec post(String body) {
    return send("tnt_a", "POST", "/exchange-rates", body);
  }
}
